using Primacy.Scenarios;
using Primacy.Topology;
using Xunit;

namespace Primacy.Analysis;

/// <summary>Who is remembered to hold a branch that another primary lacks, and how far.</summary>
public sealed class StraysTests
{
    const string Older = "a primary tl=3 lsn=0/5400";
    const string Newer = "b primary tl=4 lsn=0/6000 recovered=0/5200 streamed";

    readonly Looks _looks = new("a,b,c");

    [Fact]
    public void One_whose_timeline_is_not_shown_is_not_held_against_another() =>
        Assert.Empty(Strays("a primary lsn=0/5400", Newer));

    [Fact]
    public void What_the_timeline_left_behind_is_told_by_the_history_and_not_by_the_last_recovery()
    {
        _looks.Look("a primary tl=1 lsn=0/5800");
        _looks.Look("a refused");
        var strays = Strays(
            "b primary tl=3 lsn=0/7000 recovered=0/6000 streamed",
            "lineage b tl=3 from=1@0/5000,2@0/6000"
        );
        Assert.Equal(Lsn.Parse("0/5000"), Assert.Single(strays).Fork);
    }

    /// <summary>A former primary of the number that another one took by a promotion.</summary>
    [Theory]
    [InlineData("recovered=0/5000 streamed", "0/5000")]
    [InlineData("recovered=0/5800 streamed", null)]
    [InlineData("recovered=0/5000", null)]
    [InlineData("", null)]
    public void Of_one_number_the_promotion_bounds_the_fork(string recovery, string? fork)
    {
        _looks.Look("a primary tl=4 lsn=0/5800");
        _looks.Look("a refused");
        var stray = Assert.Single(Strays($"b primary tl=4 lsn=0/6000 {recovery}"), s => s.Instance.Name == "a");
        Assert.Equal(fork is null ? null : Lsn.Parse(fork), stray.Fork);
        Assert.Equal(Looks.Noon.AddMilliseconds(500), stray.At);
    }

    [Fact]
    public void What_was_known_of_a_postmaster_stays_known()
    {
        string[] split = [Older, Newer, "lineage a tl=3 from=2@0/4000 written=10m"];
        Assert.Equal(Lsn.Parse("0/5000"), OfA([.. split, "compare a b forked=0/5000 a=1/1 b=1/1"]).Fork);

        var later = OfA("a primary tl=3 lsn=0/5300", "compare a b hidden", "lineage a hidden");

        Assert.Equal((Lsn.Parse("0/5000"), Lsn.Parse("0/5400")), (later.Fork, later.Reached));
        Assert.Equal(Shown.ServerTime(600_000), later.HistoryWrittenAt);
    }

    [Fact]
    public void What_is_learned_of_a_postmaster_is_taken_in()
    {
        Assert.Equal(Lsn.Parse("0/5200"), OfA(Older, Newer).Fork);

        var later = OfA(
            "a primary tl=3 lsn=0/5500",
            "compare a b forked=0/5000 a=1/1 b=1/1",
            "lineage a tl=3 from=2@0/4000 written=10m"
        );

        Assert.Equal((Lsn.Parse("0/5000"), Lsn.Parse("0/5500")), (later.Fork, later.Reached));
        Assert.Equal(Shown.ServerTime(600_000), later.HistoryWrittenAt);
        Assert.Equal(Shown.ServerTime(660_000), OfA("lineage a tl=3 from=2@0/4000 written=11m").HistoryWrittenAt);
    }

    [Theory]
    [InlineData("a primary tl=3 lsn=0/5300 started=61m")]
    [InlineData("a primary tl=2 lsn=0/5300")]
    public void Of_another_postmaster_and_another_timeline_nothing_that_was_known_holds(string changed)
    {
        OfA(Older, Newer, "compare a b forked=0/5000 a=1/1 b=1/1");
        var later = OfA(changed, "compare a b hidden");
        Assert.Equal((Lsn.Parse("0/5200"), Lsn.Parse("0/5300")), (later.Fork, later.Reached));
    }

    [Fact]
    public void A_fork_that_becomes_known_is_taken_in_and_one_that_was_known_is_kept()
    {
        Assert.Null(OfA("a primary tl=4 lsn=0/5400", "b primary tl=4 lsn=0/6000").Fork);
        Assert.Equal(Lsn.Parse("0/5000"), OfA("compare a b forked=0/5000 a=1/1 b=1/1").Fork);
        Assert.Equal(Lsn.Parse("0/5000"), OfA("compare a b hidden").Fork);
    }

    [Fact]
    public void What_the_winner_holds_is_no_harm_once_the_loser_follows_it_whoever_else_is_astray()
    {
        Strays(
            "a primary tl=3 lsn=0/5400",
            "c standby of=a",
            "b primary tl=4 lsn=0/6000 recovered=0/5000 streamed",
            "lineage b tl=4 from=3@0/5000"
        );
        var strays = Strays("a standby of=b tl=4 lsn=0/6000 started=61m", "c standby tl=3 lsn=0/5400");
        Assert.Equal(new InstanceId("c"), Assert.Single(strays).Instance);
    }

    /// <summary>PostgreSQL refuses to follow a timeline that left the former number before one's own end.</summary>
    [Theory]
    [InlineData("0/5700", false)]
    [InlineData("0/7000", true)]
    public void Of_twins_one_that_follows_a_later_timeline_is_elsewhere_if_that_began_before_its_end(
        string began,
        bool isAstray
    )
    {
        Strays(
            "b primary tl=4 lsn=0/6000 recovered=0/5000 streamed",
            "c primary tl=4 lsn=0/5800 recovered=0/5000 streamed"
        );
        _looks.Look("c refused");
        var strays = Strays(
            "b primary tl=5 lsn=0/8000",
            "c standby of=b tl=5 lsn=0/8000 started=61m",
            $"lineage b tl=5 from=3@0/5000,4@{began}"
        );
        Assert.Equal(isAstray, strays.Any(stray => stray.Instance.Name == "c"));
    }

    [Fact]
    public void One_that_was_started_anew_and_follows_nobody_is_broken_and_not_astray()
    {
        Strays(
            "b primary tl=4 lsn=0/6000 recovered=0/5000 streamed",
            "c primary tl=4 lsn=0/5800 recovered=0/5000 streamed"
        );
        foreach (
            var line in (string[])
                ["c standby tl=4", "c standby tl=4 of=elsewhere", "c standby tl=4 of=b status=waiting"]
        )
        {
            var found = _looks.Look($"{line} lsn=0/5800 started=61m").Assessment;
            Assert.Equal(Detection.NotThere, found.Of(VerdictCode.StandbyOnLosingBranch));
        }
        Assert.IsType<Detection.Present>(
            _looks.Look("c standby tl=4 of=b lsn=0/6000 started=61m").Assessment.Of(VerdictCode.StandbyOnLosingBranch)
        );
    }

    [Fact]
    public void That_nothing_can_be_read_of_a_suspect_is_said()
    {
        Strays(
            "b primary tl=4 lsn=0/6000 recovered=0/5000 streamed",
            "c primary tl=4 lsn=0/5800 recovered=0/5000 streamed"
        );
        var found = _looks
            .Look("c standby tl=4 of=b lsn=0/6000 started=61m", "lineage c hidden", "compare c b hidden")
            .Assessment.Headline;
        Assert.Equal(VerdictCode.StandbyOnLosingBranch, found.Code);
        Assert.Contains(
            "rewound or copied anew since cannot be read: its rows may differ",
            found.Evidence[0].Text,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Not seen: timeline histories and WAL. To see it: ALTER ROLE looker REPLICATION;",
            found.Evidence.Select(e => e.Text)
        );
    }

    [Fact]
    public void Whom_a_standby_followed_last_had_its_branch()
    {
        _looks.Look("a primary tl=3 lsn=0/5800", "c standby of=a", "b standby tl=3 lsn=0/5000");
        var strays = Strays(
            "a refused",
            "c standby tl=3 lsn=0/5800",
            "b primary tl=4 lsn=0/6000 recovered=0/5000 streamed"
        );
        Assert.Equal(new InstanceId("a"), strays.Single(stray => stray.Instance.Name == "c").Head);
    }

    [Fact]
    public void Whom_it_followed_when_it_was_found_astray_is_not_forgotten()
    {
        Strays("a primary tl=3 lsn=0/5800", "c standby of=a", "b primary tl=4 lsn=0/6000 recovered=0/5000 streamed");
        _looks.Look("a refused", "c standby tl=3 lsn=0/5800 started=61m");
        var strays = Strays("c standby tl=3 lsn=0/5800 started=62m");
        Assert.Equal(
            new InstanceId("a"),
            strays.Single(stray => stray.Instance.Name == "c" && stray.Against.Name == "b").Head
        );
    }

    [Fact]
    public void Of_several_who_are_astray_each_keeps_the_one_that_it_followed_itself()
    {
        var looks = new Looks("a,b,c,d");
        looks.Look(
            "a primary tl=3 lsn=0/5800",
            "c standby of=a",
            "d primary tl=2 lsn=0/5800",
            "b primary tl=4 lsn=0/6000 recovered=0/5000 streamed",
            "lineage b tl=4 from=2@0/4000,3@0/5000"
        );
        looks.Look("a refused", "d refused", "c standby tl=3 lsn=0/5800 started=61m");
        var strays = looks.Look("c standby tl=3 lsn=0/5800 started=62m").State.Memory.Strays;
        Assert.Equal(
            new InstanceId("a"),
            strays.Single(stray => stray.Instance.Name == "c" && stray.Against.Name == "b").Head
        );
    }

    [Fact]
    public void A_right_that_the_comparison_with_its_primary_lacks_is_said_of_a_suspect()
    {
        Strays(
            "b primary tl=4 lsn=0/6000 recovered=0/5000 streamed",
            "c primary tl=4 lsn=0/5800 recovered=0/5000 streamed"
        );
        var found = _looks.Look("c standby tl=4 of=b lsn=0/6000 started=61m", "compare b c hidden").Assessment.Headline;
        Assert.StartsWith("Not seen: timeline histories and WAL.", found.Evidence[^1].Text, StringComparison.Ordinal);
    }

    EquatableArray<Stray> Strays(params string[] lines) => _looks.Look(lines).State.Memory.Strays;

    Stray OfA(params string[] lines) => Strays(lines).Single(s => s.Instance.Name == "a" && s.Against.Name == "b");
}
