using Primacy.Incidents;
using Primacy.Kubernetes.Leadership;
using Primacy.Tests.Storage;
using Xunit;

namespace Primacy.Tests.Kubernetes.Leadership;

/// <summary>Two splits within a minute, of which the lost leader told the first, and nobody its end.</summary>
public sealed class SeenEndsTests
{
    static readonly TurnRule Rule = new("b", TimeSpan.FromSeconds(20));
    static readonly Incident First = Stories.Firing("orders");
    static readonly Incident Over = Stories.Resolved(First);
    static readonly Incident Second = Stories.Firing("orders", 9);
    static readonly LedgerSubject Subject = LedgerSubject.Of("hook", First);

    static readonly LedgerEntry ToldFirst = new(
        "hook",
        "orders",
        "multiple-primaries",
        "a's",
        NewsDigest.Of(First),
        IsOver: false,
        By: "a",
        At: First.Since.AddSeconds(1)
    )
    {
        IsTold = true,
    };

    readonly SeenEnds _ends = new();

    [Fact]
    public void The_second_is_not_taken_for_the_first()
    {
        Assert.Equal("a", Rule.ToldBy(_ends.Of(Subject, Second, ToldFirst), Stories.Fired(Second)));

        _ends.Note(Subject, Over, ToldFirst);

        Assert.Null(Rule.ToldBy(_ends.Of(Subject, Second, ToldFirst), Stories.Fired(Second)));
        Assert.Same(ToldFirst, _ends.Of(Subject, First, ToldFirst));
    }

    [Fact]
    public void What_was_told_since_is_of_the_second()
    {
        _ends.Note(Subject, Over, ToldFirst);
        var toldSecond = ToldFirst with { Key = "c's", At = Second.Since.AddSeconds(1) };

        Assert.Same(toldSecond, _ends.Of(Subject, Second, toldSecond));
        Assert.Equal("a's", _ends.KeyOf(Subject, Over, toldSecond));
        Assert.Null(_ends.KeyOf(Subject, Second, toldSecond));
        Assert.Null(_ends.KeyOf(Subject, Over, ToldFirst));
        Assert.Null(_ends.KeyOf(Subject, Over, toldSecond with { IsOver = true }));
    }

    [Fact]
    public void An_earlier_end_takes_no_later_ones_place()
    {
        var overAgain = Stories.Resolved(Second);
        _ends.Note(Subject, overAgain, null);
        _ends.Note(Subject, Over, ToldFirst);

        Assert.Equal(Second.Key, _ends.KeyOf(Subject, overAgain, ToldFirst with { At = overAgain.ResolvedAt!.Value }));
    }
}
