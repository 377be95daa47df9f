using Primacy.Scenarios;
using Primacy.Topology;
using Xunit;

namespace Primacy.Analysis;

/// <summary>What is remembered of standbys that were primaries before, though nobody was one beside them.</summary>
public sealed class ReignsTests
{
    readonly Looks _looks = new("a,b,c");

    [Fact]
    public void A_reign_is_known_by_what_was_read_of_the_very_postmaster_that_reigned()
    {
        _looks.Look(
            "a standby tl=4 lsn=0/5000",
            "b primary tl=4 lsn=0/5800",
            "lineage a tl=4 written=10m",
            "lineage b tl=4 written=20m"
        );
        Assert.Equal(Shown.ServerTime(1_200_000), Assert.Single(Strays("b standby tl=4")).HistoryWrittenAt);
    }

    [Fact]
    public void Of_a_reign_whose_postmaster_was_not_read_no_history_is_known()
    {
        _looks.Look("a standby tl=4 lsn=0/5000", "b primary tl=4 lsn=0/5800", "lineage a tl=4 written=10m");
        Assert.Null(Assert.Single(Strays("b standby tl=4")).HistoryWrittenAt);
    }

    [Fact]
    public void A_reign_is_remembered_of_each_and_while_they_are_out_of_sight()
    {
        Split();
        Assert.Equal(["b", "c"], Strays("b standby tl=4", "c standby tl=4").Where(IsReign).Select(Name).Order());
        var unseen = Strays("b refused", "c refused").Where(IsReign);
        Assert.Equal(["b", "c"], unseen.Select(Name).Order());
    }

    [Fact]
    public void Each_that_follows_another_primary_on_the_number_of_its_reign_is_astray()
    {
        Split();
        Strays("b standby tl=4", "c standby tl=4");
        var strays = Strays("a primary tl=4 lsn=0/6000", "b standby of=a tl=4", "c standby of=a tl=4");
        Assert.Equal(["b", "c"], strays.Where(s => s.Against.Name == "a").Select(Name).Order());
        Assert.DoesNotContain(strays, IsReign);
    }

    /// <summary>b and c are primaries on timeline 4; a is not seen.</summary>
    void Split() => _looks.Look("a refused", "b primary tl=4 lsn=0/5800", "c primary tl=4 lsn=0/5600");

    /// <summary>In memory a reign is a stray against itself.</summary>
    static bool IsReign(Stray stray) => stray.Against == stray.Instance;

    static string Name(Stray stray) => stray.Instance.Name;

    EquatableArray<Stray> Strays(params string[] lines) => _looks.Look(lines).State.Memory.Strays;
}
