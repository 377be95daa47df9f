using System.Collections.Immutable;
using Primacy.Kubernetes.Leadership;
using Xunit;

namespace Primacy.Tests.Kubernetes.Leadership;

/// <summary>Which replicas there are, and in which order they speak up where nobody can be asked.</summary>
public sealed class RosterTests
{
    static readonly TimeSpan Duration = Seconds(15);

    [Fact]
    public void Each_counts_on_once_a_lease_and_who_does_not_is_left_out()
    {
        var roster = Roster.Empty.Read(Beats(("a", 4), ("b", 7)), Seconds(0));

        Assert.False(roster.IsDue("a", Duration, Seconds(14.9)));
        Assert.True(roster.IsDue("a", Duration, Seconds(15)));
        Assert.True(roster.IsDue("c", Duration, Seconds(0)));
        Assert.Equal(Beats(("a", 5), ("b", 7)), roster.Next("a", Duration, Seconds(44.9)));
        Assert.Equal(Beats(("a", 5)), roster.Next("a", Duration, Seconds(45)));
        Assert.Equal(Beats(("a", 4), ("b", 7), ("c", 1)), roster.Next("c", Duration, Seconds(1)));
    }

    [Fact]
    public void The_holder_comes_first_and_the_others_by_their_names()
    {
        var roster = Roster.Empty.Read(Beats(("a", 1), ("b", 1), ("c", 1)), Seconds(0));

        Assert.Equal([1, 0, 2], Names.Select(name => roster.Rank(name, "b", Duration, Seconds(0))));
        Assert.Equal([1, 2, 3], Names.Select(name => roster.Rank(name, "", Duration, Seconds(0))));
    }

    [Fact]
    public void Nobody_waits_for_who_has_not_counted_for_three_leases()
    {
        var roster = Roster
            .Empty.Read(Beats(("a", 1), ("b", 1), ("c", 1)), Seconds(0))
            .Read(Beats(("a", 1), ("b", 2), ("c", 2)), Seconds(30));

        Assert.Equal(2, roster.Rank("c", "b", Duration, Seconds(44.9)));
        Assert.Equal(1, roster.Rank("c", "b", Duration, Seconds(45)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[1]")]
    [InlineData("null")]
    public void What_cannot_be_read_names_nobody(string? text) => Assert.Empty(RosterJson.Read(text));

    [Fact]
    public void It_is_written_and_read() =>
        Assert.Equal(Beats(("a", 1), ("b", 2)), RosterJson.Read(RosterJson.Write(Beats(("b", 2), ("a", 1)))));

    static readonly string[] Names = ["a", "b", "c"];

    static ImmutableSortedDictionary<string, long> Beats(params (string Name, long Count)[] beats) =>
        Roster.Empty.Beats.AddRange(beats.Select(one => KeyValuePair.Create(one.Name, one.Count)));

    static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
