using Primacy.Scenarios;
using Xunit;

namespace Primacy.Analysis;

/// <summary>Whether the primary on the older timeline came back or never went. Times count from 11:00.</summary>
public sealed class TwoTimelinesTests
{
    const string Promoted = "b primary tl=4 lsn=0/6000 recovered=0/5000 streamed";
    const string Compared = "compare a b forked=0/5000 a=1/1 b=1/1";

    readonly Looks _looks = new("a,b,c");

    [Fact]
    public void One_that_was_followed_up_to_the_promotion_ran_on()
    {
        _looks.Look("a primary tl=3 lsn=0/5000 started=3599s", "b standby of=a");
        var split = Look(
            "a primary tl=3 lsn=0/5400 started=3599s",
            "b primary tl=5 lsn=0/6000 recovered=0/5200 streamed",
            "lineage b tl=5 from=2@0/3000,3@0/5000,4@0/5200",
            "lineage a tl=3 from=2@0/3000"
        );
        Assert.Equal((SubKind.Partition, true), (split.SubKind, split.Split!.IsProven));
    }

    [Fact]
    public void One_whose_postmaster_was_seen_before_the_promotion_and_runs_yet_ran_on()
    {
        _looks.Look("a primary tl=3 lsn=0/5000 started=3598s");
        _looks.Look("a primary tl=3 lsn=0/5000 started=3600600ms", "b standby tl=3 lsn=0/5000");
        _looks.Look();
        Assert.Equal((SubKind.Partition, true), Kind(Look(Promoted, Compared)));
    }

    /// <summary>As Patroni does with a server whose manager was started anew.</summary>
    [Theory]
    [InlineData("started=3600800ms", true)]
    [InlineData("started=3601200ms", false)]
    public void A_standby_that_never_streamed_was_promoted_if_its_postmaster_was_seen_as_one(string later, bool isSeen)
    {
        _looks.Look("a primary tl=3 lsn=0/5000 started=3598s");
        _looks.Look("b standby tl=3 lsn=0/5000 started=3600800ms");
        var split = Look(
            $"b primary tl=4 lsn=0/6000 recovered=0/5000 {later}",
            "lineage b tl=4 from=3@0/5000",
            Compared
        );
        Assert.Equal((SubKind.Partition, isSeen), Kind(split));
    }

    [Theory]
    [InlineData(89, true)]
    [InlineData(90, false)]
    public void A_restart_is_of_the_look_in_which_the_promotion_was_seen(int milliseconds, bool isOfIt)
    {
        _looks.Look("a primary tl=3 lsn=0/5000 started=3598s", "b standby tl=3 lsn=0/5000");
        var split = Look(
            $"a primary tl=3 lsn=0/5400 started=3600900ms age={milliseconds}ms",
            Promoted,
            "compare a b forked=0/5000 a=1/1 b=1/1"
        );
        Assert.Equal(isOfIt, IsRestart(split));
    }

    [Theory]
    [InlineData(1_000, true)]
    [InlineData(1_001, false)]
    public void A_restart_is_of_the_promotion_when_the_former_postmaster_was_seen_within_a_second(int gap, bool isOfIt)
    {
        _looks.Look("a primary tl=3 lsn=0/5000 started=3598s", "b standby tl=3 lsn=0/5000");
        _looks.Now += TimeSpan.FromMilliseconds(gap - 500);
        Assert.Equal(isOfIt, IsRestart(Look("a primary tl=3 lsn=0/5400 started=3600900ms", Promoted, Compared)));
    }

    [Theory]
    [InlineData(3_000, true)]
    [InlineData(3_001, false)]
    public void A_fork_is_exact_where_the_promoted_one_was_out_of_sight_for_three_seconds_at_most(int gap, bool isExact)
    {
        _looks.Look("a primary tl=3 lsn=0/5000", "b standby of=a");
        _looks.Now += TimeSpan.FromMilliseconds(gap - 500);
        Assert.Equal(isExact, Assert.Single(Look("a primary tl=3 lsn=0/5400", Promoted).Divergences).IsExact);
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public void A_restart_is_of_the_promotion_only_where_that_one_left_the_older_timeline(int newer, bool isOfIt)
    {
        _looks.Look("a primary tl=3 lsn=0/5000 started=3598s", "b standby tl=3 lsn=0/5000");
        var split = Look(
            "a primary tl=3 lsn=0/5400 started=3600900ms",
            $"b primary tl={newer} lsn=0/6000 recovered=0/5000 streamed",
            Compared
        );
        Assert.Equal(isOfIt, IsRestart(split));
    }

    [Fact]
    public void A_restart_after_the_promotion_was_seen_is_judged_by_the_clocks()
    {
        _looks.Look("a primary tl=3 lsn=0/5000", "b standby of=a");
        _looks.Look("a primary tl=3 lsn=0/5400", Promoted);
        var split = Look("a primary tl=3 lsn=0/5400 started=3601400ms", Compared);
        Assert.Equal("a was started at 12:00:01 UTC, after b had been promoted.", split.Split!.Why);
        Assert.Equal((SubKind.Returned, false), Kind(split));
    }

    /// <summary>Looks are half a second apart; the absence must be longer than three seconds.</summary>
    [Theory]
    [InlineData(6, 3, SubKind.Partition)]
    [InlineData(7, 3, SubKind.Returned)]
    [InlineData(7, 0, SubKind.Partition)]
    [InlineData(7, 7, SubKind.Returned)]
    [InlineData(7, 8, SubKind.Partition)]
    public void One_that_could_not_be_seen_when_the_other_was_promoted_came_back(int absent, int promoted, SubKind kind)
    {
        _looks.Look("a primary tl=3 lsn=0/5000", "b standby of=a");
        Verdict? last = null;
        for (var look = 0; look <= Math.Max(absent, promoted); look++)
        {
            string[] lines = look switch
            {
                0 => ["a primary tl=3 lsn=0/5000"],
                1 => ["a timed-out"],
                _ when look == absent => ["a primary tl=3 lsn=0/5000"],
                _ => [],
            };
            last = Look([.. lines, .. look == promoted ? (string[])[Promoted] : []]);
        }
        Assert.Equal(kind, last!.SubKind);
    }

    /// <summary>Of clocks that nobody compares only what is two minutes apart is proven.</summary>
    [Theory]
    [InlineData("3601000ms", SubKind.Partition, false)]
    [InlineData("3601001ms", SubKind.Returned, false)]
    [InlineData("3721000ms", SubKind.Returned, false)]
    [InlineData("3721001ms", SubKind.Returned, true)]
    [InlineData("3481000ms", SubKind.Partition, false)]
    [InlineData("3480999ms", SubKind.Partition, true)]
    public void By_the_clock_of_one_and_ours(string started, SubKind kind, bool isProven)
    {
        _looks.Look("b standby tl=3 lsn=0/5000");
        Assert.Equal((kind, isProven), Kind(Look($"a primary tl=3 lsn=0/5400 started={started}", Promoted, Compared)));
    }

    /// <summary>Who wrote the history file may have been promoted, or be a copy of one who was.</summary>
    [Theory]
    [InlineData("10m", SubKind.Partition)]
    [InlineData("600001ms", SubKind.Returned)]
    [InlineData("20m", SubKind.Returned)]
    [InlineData("1m", SubKind.Partition)]
    public void By_the_servers_clocks_alone_nothing_is_proven(string started, SubKind kind)
    {
        var split = Look(
            $"a primary tl=3 lsn=0/5400 started={started}",
            Promoted,
            "lineage b tl=4 from=3@0/5000 written=10m",
            Compared
        );
        Assert.Equal((kind, false), Kind(split));
    }

    [Theory]
    [InlineData("", "10m", SubKind.Partition, "nobody is behind it")]
    [InlineData("started=20m", "10m", SubKind.Returned, "nobody is behind it")]
    [InlineData("started=20m clients=1", "10m", SubKind.Partition, "it has standbys or clients")]
    [InlineData("started=20m", "20m", SubKind.Returned, "nobody is behind it")]
    public void What_is_not_known_is_guessed_by_who_is_behind_it_and_not_proven(
        string older,
        string newer,
        SubKind kind,
        string behind
    )
    {
        var split = Look($"a primary tl=3 lsn=0/5400 {older}", $"{Promoted} started={newer}", Compared);
        Assert.Equal((kind, false), Kind(split));
        Assert.EndsWith($"{behind}.", split.Split!.Why, StringComparison.Ordinal);
    }

    Verdict Look(params string[] lines) => _looks.Look(lines).Assessment.Headline;

    static bool IsRestart(Verdict split) =>
        split.Split!.Why.StartsWith("a was restarted while b was promoted", StringComparison.Ordinal);

    static (SubKind?, bool) Kind(Verdict verdict) => (verdict.SubKind, verdict.Split!.IsProven);
}
