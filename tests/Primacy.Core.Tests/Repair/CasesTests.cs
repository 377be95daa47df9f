using Primacy.Analysis;
using Primacy.Incidents;
using Primacy.Topology;
using Xunit;

namespace Primacy.Repair;

/// <summary>Which splits a plan may end, and every reason why it may not.</summary>
public sealed class CasesTests
{
    [Fact]
    public void A_primary_that_came_back_beside_a_majority_is_a_case()
    {
        var found = new Split().Case();

        Assert.Equal(Split.Incident, found.Incident);
        Assert.Equal(Target("b", 4), found.Keep);
        Assert.Equal(Target("a", 3), found.Loser);
        Assert.Empty(found.Others);
        Assert.Equal(new Lsn(0x5000), found.Fork);
        Assert.Equal("Keep b: 2 of 3 declared members stand behind it.", found.Decision);
        Assert.False(found.IsByPerson);
        Assert.Equal(new InstanceId("a"), found.Lost.Instance);
        Assert.Equal(
            [
                "a stands behind a: it is a primary itself.",
                "b stands behind b: it is a primary itself.",
                "c stands behind b: it follows b.",
            ],
            found.Votes
        );
    }

    [Fact]
    public void Without_a_split_there_is_nothing_to_mend()
    {
        var well = new Split() with { Members = [Split.Primary("b", 4, 0x5100), Split.Standby("c", "b")] };
        var headline = well.Assessment.Headline.Summary;
        Assert.Equal(
            [
                $"nothing-to-mend: orders has no split that a plan could end: {headline} | There is nothing to do here. "
                    + "Only multiple-primaries is mended by a plan.",
            ],
            well.Refusals()
        );
    }

    [Theory]
    [InlineData(IncidentPhase.Pending)]
    [InlineData(IncidentPhase.Resolved)]
    public void A_split_that_is_not_confirmed_is_not_mended(IncidentPhase phase) =>
        Assert.Equal(
            ["nothing-to-mend: That orders has two primaries is not confirmed yet. | Ask again in a moment."],
            (new Split() with { Phase = phase }).Refusals()
        );

    [Fact]
    public void A_primary_that_is_out_of_sight_cannot_be_stopped()
    {
        var gone = Split.Silent("a") with { Remembered = Split.Primary("a", 3, 0x5000).Remembered };
        Assert.Equal(
            [
                "unreachable: Whether orders has two primaries cannot be told: a may still accept writes. Who cannot be "
                    + "seen cannot be stopped by us. | Stop it by what your operators have for that, power included, or "
                    + "make it visible again.",
            ],
            new Split().With(gone).Refusals()
        );
    }

    [Fact]
    public void What_the_evidence_leaves_open_waits_for_a_person()
    {
        var open = Undecidable();
        Assert.Equal(
            [
                "undecidable: Which of a and b to keep is undecidable: no majority of the 2 declared members (a has 1, b "
                    + "has 1), and clients have committed on both sides. | Look at what would be lost on each side and "
                    + "decide: primacy plan orders --keep NAME.",
            ],
            open.Refusals()
        );
        var found = open.Case("a");
        Assert.Equal((Target("a", 3), Target("b", 4), true), (found.Keep, found.Loser, found.IsByPerson));
        Assert.Equal(
            "A person keeps a; the evidence does not decide: no majority of the 2 declared members (a has 1, b has 1), "
                + "and clients have committed on both sides.",
            found.Decision
        );
    }

    [Fact]
    public void Where_the_count_leans_to_one_that_is_said()
    {
        var behind = new Split
        {
            Members = [Split.Primary("a", 3, 0x5200), Split.Primary("b", 4, 0x5100)],
            Comparisons = [Split.Forked("a", "b", 0x5000, 0, 0x100)],
        };
        Assert.Contains(
            "is not counted yet. What was counted so far points to b. | Look",
            Assert.Single(behind.Refusals()),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_person_can_keep_only_a_primary_and_only_what_the_evidence_leaves_open()
    {
        Assert.Equal(
            ["not-a-primary: c is none of the primaries, which are a and b. | Name one of them."],
            new Split().Refusals("c")
        );
        Assert.Equal(
            [
                "against-the-evidence: a is not the one to keep. Keep b: 2 of 3 declared members stand behind it. A "
                    + "person decides only what the evidence leaves open. | Leave --keep away to have the plan that keeps b.",
            ],
            new Split().Refusals("a")
        );
        var agreed = new Split().Case("b");
        Assert.Equal(
            ("Keep b: 2 of 3 declared members stand behind it. A person says so too.", true),
            (agreed.Decision, agreed.IsByPerson)
        );
    }

    [Fact]
    public void Without_a_majority_a_person_has_to_say_so()
    {
        var alone = new Split() with { Members = [Split.Primary("a", 3, 0x5000), Split.Primary("b", 4, 0x5100)] };
        Assert.Equal(
            [
                "no-majority: 1 of 2 declared members are seen to stand behind b, which is no majority. | Bring the "
                    + "others back, or decide yourself that b is right: --keep b.",
            ],
            alone.Refusals()
        );
        Assert.True(alone.Case("b").IsByPerson);
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(-5, true)]
    [InlineData(6, false)]
    [InlineData(-6, false)]
    public void Both_have_to_be_seen_in_this_very_look(int seconds, bool isSeen)
    {
        string[] last =
        [
            "last-primary: b has not answered for a few seconds: a may be the last primary. | See to it that b answers, "
                + "and ask again.",
        ];
        string[] unreachable =
        [
            "unreachable: a has not answered for a few seconds: who cannot be seen cannot be stopped by us. | Stop it by "
                + "what your operators have for that, power included, and ask again.",
        ];
        var (keeps, loses) = (new Split().With(Aged("b", 4, seconds)), new Split().With(Aged("a", 3, seconds)));
        Assert.Equal(isSeen ? [] : last, keeps.Find() is CaseFound.Open ? [] : keeps.Refusals());
        Assert.Equal(isSeen ? [] : unreachable, loses.Find() is CaseFound.Open ? [] : loses.Refusals());
    }

    [Fact]
    public void The_one_to_keep_takes_writes()
    {
        var writer = Split.Primary("b", 4, 0x5100);
        var reader = writer with
        {
            Newest = writer.Newest! with
            {
                Outcome = new ProbeOutcome.Answered(writer.State! with { IsReadOnly = true }),
            },
        };
        Assert.Equal(
            [
                "last-primary: b is read-only by default: without a nobody would take writes. | Set "
                    + "default_transaction_read_only to off on b, and ask again.",
            ],
            new Split().With(reader).Refusals()
        );
    }

    [Fact]
    public void A_branch_whose_beginning_is_not_known_cannot_be_kept()
    {
        const string Unknown =
            "fork-unknown: Where b and a parted is not known exactly, so that what a wrote since cannot be kept. | Give "
            + "Primacy a role with REPLICATION and a line for replication in pg_hba.conf, so that it can read WAL.";
        Assert.Equal([Unknown], (new Split() with { Comparisons = [] }).Refusals());
        var bound = Split.Forked("a", "b", 0x5000, 0) with
        {
            Kinship = Kinship.Apart,
            OneWrote = null,
            OtherWrote = null,
        };
        Assert.Equal([Unknown], (new Split() with { Comparisons = [bound] }).Refusals());
        Assert.Equal([Unknown], new Split().With(WithoutTimeline("a")).Refusals());
        Assert.Equal([Unknown], new Split().With(WithoutTimeline("b")).Refusals());
    }

    [Fact]
    public void Every_reason_is_told_at_once()
    {
        var bad = new Split() with { Comparisons = [] };
        Assert.Equal(
            ["last-primary", "fork-unknown"],
            bad.With(Aged("b", 4, 60)).Refusals().Select(refusal => refusal.Split(':')[0])
        );
    }

    [Fact]
    public void Of_several_that_should_go_the_first_does()
    {
        var three = new Split
        {
            Members =
            [
                Split.Primary("a", 3, 0x5000),
                Split.Primary("b", 4, 0x5100),
                Split.Standby("c", "b"),
                Split.Primary("d", 3, 0x5000),
                Split.Standby("e", "b"),
            ],
            Comparisons = [Split.Forked("a", "b", 0x5000, 0), Split.Forked("d", "b", 0x5000, 0)],
        };
        var found = three.Case();
        Assert.Equal((Target("b", 4), Target("a", 3)), (found.Keep, found.Loser));
        Assert.Equal([Target("d", 3)], found.Others);
    }

    /// <summary>Clients have committed on both sides of two.</summary>
    internal static Split Undecidable() =>
        new()
        {
            Members = [Split.Primary("a", 3, 0x5100), Split.Primary("b", 4, 0x5100)],
            Comparisons = [Split.Forked("a", "b", 0x5000, 2, 0x100)],
        };

    internal static RepairTarget Target(string name, uint timeline) =>
        new("orders", new(name), name, 5432, new(7501), new(timeline), Split.Noon.AddHours(-1));

    static Member Aged(string name, uint timeline, int seconds)
    {
        var member = Split.Primary(name, timeline, timeline == 4 ? 0x5100UL : 0x5000UL);
        return member with { Newest = member.Newest! with { At = Split.Noon.AddSeconds(-seconds) } };
    }

    static Member WithoutTimeline(string name)
    {
        var member = Split.Primary(name, 3, 0x5000);
        return member with
        {
            Newest = member.Newest! with
            {
                Outcome = new ProbeOutcome.Answered(member.State! with { Timeline = null }),
            },
        };
    }
}
