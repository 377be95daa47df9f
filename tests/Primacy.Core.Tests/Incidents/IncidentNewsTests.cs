using Primacy.Analysis;
using Primacy.Topology;
using Xunit;

namespace Primacy.Incidents;

/// <summary>Which changes of a firing incident people are told.</summary>
public sealed class IncidentNewsTests
{
    static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    static readonly Verdict Split = new()
    {
        Code = VerdictCode.MultiplePrimaries,
        Summary = "a and b both accept writes",
        Primaries = [new("a"), new("b")],
        Subjects = [new("a"), new("b")],
        Survivor = new Survivor.Undecidable("no majority"),
        Divergences = [Apart(DivergenceState.Overlap, 0)],
    };

    [Fact]
    public void Another_member_that_it_is_about_is_news() =>
        AssertNews(Split with { Subjects = [new("a"), new("b"), new("c")] });

    [Fact]
    public void Another_primary_is_news() => AssertNews(Split with { Primaries = [new("a"), new("b"), new("c")] });

    [Fact]
    public void Another_answer_to_which_to_keep_is_news() =>
        AssertNews(Split with { Survivor = new Survivor.Keep(new("b"), "2 of 3 stand behind it") });

    [Fact]
    public void The_first_byte_past_the_fork_is_news() =>
        AssertNews(Split with { Divergences = [Apart(DivergenceState.Diverged, 1)] });

    [Fact]
    public void What_only_grows_or_is_said_in_other_words_is_none()
    {
        Assert.Null(Told(Split, Split with { Divergences = [Apart(DivergenceState.Overlap, 9)] }));
        Assert.Null(Told(Split, Split with { Summary = "still", Survivor = new Survivor.Undecidable("no quorum") }));
    }

    [Fact]
    public void Who_comes_and_goes_among_the_unseen_is_none()
    {
        var blind = Split with { Code = VerdictCode.Blind };
        Assert.Null(Told(blind, blind with { Subjects = [new("a")] }));
    }

    static void AssertNews(Verdict after) => Assert.Equal(IncidentEventKind.Changed, Told(Split, after));

    static IncidentEventKind? Told(Verdict before, Verdict after)
    {
        var policy = new IncidentPolicy { Waits = [new(before.Code, TimeSpan.Zero)] };
        var (fired, _) = IncidentMachine.Step(null, "orders", new Detection.Present(before), default, Noon, policy);
        return IncidentMachine.Step(fired, "orders", new Detection.Present(after), default, Noon, policy).Event;
    }

    static Divergence Apart(DivergenceState state, ulong newerBytes) =>
        new(new("a"), new("b"), new Lsn(0x5000), true, state is DivergenceState.Diverged ? 1UL : 0, newerBytes, state);
}
