using Primacy.Scenarios;
using Primacy.Topology;
using Xunit;

namespace Primacy.Analysis;

/// <summary>What is told of a split: where they parted, who is harmed, since when, who votes.</summary>
public sealed class SplitsTests
{
    const string Older = "a primary tl=3 lsn=0/5400";
    const string Newer = "b primary tl=4 lsn=0/6000 recovered=0/5000 streamed";

    readonly Looks _looks = new("a,b,c,d,e");

    [Theory]
    [InlineData(new[] { "compare a b apart=0/5000" }, "0/5000", false)]
    [InlineData(new[] { "lineage b tl=4 from=3@0/5000" }, "0/5000", false)]
    [InlineData(new[] { "compare a b forked=0/5000" }, "0/5000", true)]
    [InlineData(new string[0], "0/5000", false)]
    public void A_fork_is_exact_by_WAL_or_when_the_promoted_one_was_seen_to_follow(
        string[] testimony,
        string fork,
        bool isExact
    )
    {
        var pair = Assert.Single(Look([Older, Newer, .. testimony]).Divergences);
        Assert.Equal((Lsn.Parse(fork), isExact), (pair.Fork, pair.IsExact));
    }

    [Fact]
    public void Where_one_shows_no_timeline_nothing_is_known()
    {
        var split = Look("a primary lsn=0/5400", Newer, "compare a b forked=0/5000 a=1/1 b=1/1");
        var pair = Assert.Single(split.Divergences);
        Assert.Equal((null, DivergenceState.Unknown), (pair.Fork, pair.State));
        Assert.Contains(
            "It is not known where a and b parted: only their WAL could tell.",
            split.Evidence.Select(e => e.Text)
        );
    }

    [Theory]
    [InlineData("a,b")]
    [InlineData("b,a")]
    public void Of_two_that_are_equally_far_the_name_decides_and_not_the_declaration(string declared)
    {
        var split = new Looks(declared)
            .Look("a primary tl=3 lsn=0/5000", "b primary tl=3 lsn=0/5000")
            .Assessment.Headline;
        Assert.Equal(new InstanceId("a"), Assert.Single(split.Divergences).Newer);
    }

    [Fact]
    public void Up_to_four_are_held_against_one_another_and_more_against_the_newest()
    {
        string[] four = [.. "abcd".Select((name, i) => $"{name} primary tl={3 + i} lsn=0/5000")];
        Assert.Equal(6, Look(four).Divergences.Count);
        Assert.Equal(["e"], Look("e primary tl=7 lsn=0/5000").Divergences.Select(d => d.Newer.Name).Distinct());
        Assert.Equal(4, Look().Divergences.Count);
    }

    /// <summary>A count that began elsewhere, or where no exact fork is known, is of no branch.</summary>
    [Theory]
    [InlineData(Kinship.Forked, 0x5000, true)]
    [InlineData(Kinship.Forked, 0x4f00, false)]
    [InlineData(Kinship.Apart, 0x5000, false)]
    public void What_was_counted_from_the_fork_on_is_of_the_branch(Kinship kinship, ulong from, bool isCounted)
    {
        var step = _looks.Look(Older, "b primary tl=4 lsn=0/6000");
        var tally = new BranchTally(new Lsn(from), Lsn.Parse("0/6000"), 2, 1, null, null);
        var compared = new Comparison
        {
            One = new("a"),
            Other = new("b"),
            At = _looks.Now,
            OneStartedAt = Shown.Started,
            OtherStartedAt = Shown.Started,
            Kinship = kinship,
            Fork = Lsn.Parse("0/5000"),
            OneWrote = tally,
            OtherWrote = tally,
        };
        var view = step.View;
        var again = new ClusterView(
            view.Cluster,
            view.At,
            view.System,
            view.Members,
            new() { Comparisons = [compared] }
        );

        var pair = Assert.Single(Divergences.Between(again, [.. again.Primaries]));

        Assert.Equal(isCounted ? (tally, tally) : (null, null), (pair.OlderWrote, pair.NewerWrote));
    }

    [Fact]
    public void What_is_not_counted_yet_is_what_lies_behind_the_count()
    {
        var pair = new Divergence(new("a"), new("b"), new Lsn(0x5000), true, 0x1000, 0, DivergenceState.Diverged);
        Assert.Null(pair.OlderUncountedBytes);
        Assert.Equal(0x400UL, Counted(0xc00));
        Assert.Equal(0UL, Counted(0x1000));
        Assert.Equal(0UL, Counted(0x2000));

        ulong? Counted(ulong bytes) =>
            (pair with { OlderWrote = new(new(0x5000), new(0x5000 + bytes), 0, 0, null, null) }).OlderUncountedBytes;
    }

    [Theory]
    [InlineData(null, false, false, "an unknown length of WAL of its own, 2 clients")]
    [InlineData(0UL, true, true, "no WAL past the fork, 2 clients; nothing would be lost with it")]
    [InlineData(0UL, false, false, "WAL past the fork of an unknown length, 2 clients")]
    [InlineData(1024UL, true, false, "1.0 KiB of WAL past the fork, 2 clients")]
    [InlineData(1024UL, false, false, "at least 1.0 KiB of WAL past the fork, 2 clients")]
    public void Harm_in_few_words(ulong? bytes, bool isExact, bool isNothing, string words) =>
        Assert.Equal(
            words,
            new SplitSide
            {
                Instance = new("a"),
                Lsn = default,
                Bytes = bytes,
                IsExact = isExact,
                Clients = 2,
                NothingLost = isNothing,
            }.Harm
        );

    [Fact]
    public void Of_three_the_branch_begins_at_the_earliest_fork_and_nothing_is_lost_only_if_against_all()
    {
        var split = Look(
            "a primary tl=3 lsn=0/5400",
            "b primary tl=4 lsn=0/5600",
            "c primary tl=5 lsn=0/6000",
            "compare a b forked=0/5400 a=0/0@0/5400 b=1/1",
            "compare a c forked=0/5000 a=2/2 c=1/1",
            "compare b c forked=0/5200 b=3/3 c=1/1"
        ).Split!;
        Assert.Equal(
            [("a", "0/5000", false), ("b", "0/5200", false), ("c", "0/5000", false)],
            split.Sides.Select(side => (side.Instance.Name, side.Fork.ToString(), side.NothingLost))
        );
    }

    [Fact]
    public void Of_three_the_worst_is_told_and_the_exact_one_first()
    {
        var split = Look(
            "a primary tl=3 lsn=0/5400",
            "b primary tl=4 lsn=0/5600",
            "c primary tl=5 lsn=0/6000 recovered=0/5100 streamed",
            "compare a b forked=0/5000 a=2/2 b=3/3"
        );
        Assert.Contains(
            "since the fork at 0/5000 a has 2 client transactions, b 3.",
            split.Summary,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_primary_that_was_started_again_makes_two_from_its_start_on()
    {
        _looks.Look("a primary tl=3 lsn=0/5000", "b timed-out");
        _looks.Look("a timed-out", "b primary tl=4 lsn=0/6000");
        _looks.Look();
        Assert.Equal(Shown.ServerTime(3_601_700), Look("a primary tl=3 lsn=0/5400 started=3601700ms").Split!.Since);
        // By its own clock it was started in our future, so it counts from when it was first seen.
        Assert.Equal(Looks.Noon.AddSeconds(1), Look("a primary tl=3 lsn=0/5400 started=62m").Split!.Since);
    }

    /// <summary>What a quorum said before both were primaries names whom it has perhaps just replaced.</summary>
    [Theory]
    [InlineData("age=0s", VoteWeight.Quorum)]
    [InlineData("age=1ms", VoteWeight.Hint)]
    public void A_quorum_decides_when_it_was_asked_after_the_last_of_them_became_a_primary(
        string age,
        VoteWeight weight
    )
    {
        _looks.Look("a primary tl=3 lsn=0/5000", "b standby of=a");
        var vote = Look(Older, Newer, $"claim Patroni quorum {age} b=primary").Split!.Votes[^1];
        Assert.Equal(weight, vote.Weight);
    }

    [Theory]
    [InlineData("a=standby b=standby", "names no primary")]
    [InlineData("a=primary b=primary", "names a and b")]
    [InlineData("x=primary", "names x")]
    public void A_manager_that_names_no_single_claimant_has_no_vote(string claim, string why)
    {
        var split = Look(Older, Newer, $"claim Patroni quorum {claim}");
        Assert.Equal((null, why), (split.Split!.Votes[^1].For, split.Split.Votes[^1].Why));
    }

    [Fact]
    public void The_evidence_of_a_vote_is_about_the_member_and_of_a_manager_s_about_nobody()
    {
        var split = Look(Older, Newer, "c standby of=a", "claim Patroni b=primary");
        Assert.Contains(new Evidence(new("c"), "c votes for a: it follows a."), split.Evidence);
        Assert.Contains(
            new Evidence(null, "Patroni (patroni.test) votes for b: it names b, without a quorum."),
            split.Evidence
        );
    }

    [Fact]
    public void Three_claimants_are_asked_about_pair_by_pair_and_strangers_are_not()
    {
        _looks.Look("a primary tl=3 lsn=0/5000", "b primary tl=3 lsn=0/5100", "d primary tl=3 lsn=0/5000 system=9");
        Assert.Single(_looks.Look().Inquiries.OfType<Inquiry.OfPair>());
        Assert.Equal(3, _looks.Look("c primary tl=3 lsn=0/5200").Inquiries.OfType<Inquiry.OfPair>().Count());
    }

    [Theory]
    [InlineData(299_999, 0)]
    [InlineData(300_000, 1)]
    public void A_right_that_was_missing_is_asked_for_again_after_five_minutes(int milliseconds, int asked)
    {
        _looks.Look("a primary tl=3 lsn=0/5000");
        var first = _looks.Look("lineage a hidden");
        Assert.Empty(first.Inquiries);
        _looks.Now += TimeSpan.FromMilliseconds(milliseconds - 500);
        Assert.Equal(asked, _looks.Look().Inquiries.Count);
    }

    Verdict Look(params string[] lines) => _looks.Look(lines).Assessment.Headline;
}
