using Primacy.Analysis;
using Primacy.Topology;
using Xunit;

namespace Primacy.Repair;

/// <summary>What is looked at again before each act, and after the last.</summary>
public sealed class RecheckTests
{
    static readonly Plan Approved = PlannerTests.Plan(new Split().Case());

    [Fact]
    public void Nothing_has_changed_while_the_loser_writes_on()
    {
        Assert.Empty(Before(Approved, new Split()));
        Assert.Empty(
            Before(
                Approved,
                new Split().With(Split.Primary("a", 3, 0x6000)) with
                {
                    Comparisons = [Split.Forked("a", "b", 0x5000, 5, 0x1000)],
                }
            )
        );
    }

    [Fact]
    public void Another_server_is_not_the_one_that_was_judged()
    {
        Assert.Equal(
            ["The one to stop is a by now, or another server: timeline 3, started at 2026-01-01 11:00:01 UTC."],
            Before(Approved, Restarted("a", 3, 0x5000))
        );
        Assert.Equal(
            ["The one to keep is b by now, or another server: timeline 4, started at 2026-01-01 11:00:01 UTC."],
            Before(Approved, Restarted("b", 4, 0x5100))
        );
        Assert.Equal(["It is another incident by now."], Before(Approved, new Split() with { Key = "other" }));
    }

    [Fact]
    public void What_would_refuse_a_plan_ends_it() =>
        Assert.Equal(
            ["d follows a, which is not b, the one to keep."],
            Before(Approved, new Split().With(Split.Standby("d", "a", 3), Split.Standby("e", "b")))
        );

    [Fact]
    public void What_a_person_decided_stays_decided()
    {
        var open = CasesTests.Undecidable();
        Assert.Empty(Before(PlannerTests.Plan(open.Case("a")), open));
    }

    [Fact]
    public void It_has_helped_when_the_loser_streams_from_the_one_that_was_kept() =>
        Assert.Empty(Missing(Rejoined(Split.Standby("a", "b"))));

    [Fact]
    public void What_is_missing_is_said()
    {
        Assert.Equal(["a is still a primary.", "a does not stream."], Missing(new Split()));
        Assert.Equal(["a is not seen to stream from b."], Missing(Rejoined(Split.Standby("a", "c2"))));
        Assert.Equal(["a does not stream."], Missing(Rejoined(Idle())));
        var silent = Split.Silent("a") with { Remembered = Split.Primary("a", 3, 0x5000).Remembered };
        Assert.Equal(["a may still be a primary.", "a does not stream."], Missing(Rejoined(silent)));
        Assert.Equal(["b is not seen to be a primary."], Missing(Rejoined(Split.Standby("a", "b"), Split.Silent("b"))));
        Assert.Equal(
            ["b is not seen to be a primary.", "a is not seen to stream from b."],
            Missing(Rejoined(Split.Standby("a", "b"), Split.Standby("b", "x")))
        );
    }

    [Fact]
    public void Primaries_that_take_a_plan_of_their_own_are_not_waited_for()
    {
        var more = Rejoined(Split.Standby("a", "b"), Split.Primary("d", 3, 0x5000));
        Assert.Equal(["d is still a primary."], Missing(more));
        var plan = PlannerTests.Plan(new Split().Case() with { Others = [CasesTests.Target("d", 3)] });
        Assert.Empty(Recheck.Missing(plan, more.View, more.Assessment));
    }

    [Fact]
    public void One_that_streams_with_its_old_branch_has_not_been_mended()
    {
        var astray = new Split().With(Split.Standby("a", "b"));
        Assert.StartsWith("a is on the losing branch", Assert.Single(Missing(astray)), StringComparison.Ordinal);
    }

    static EquatableArray<string> Before(Plan plan, Split now) =>
        Recheck.BeforeFence(plan, now.View, now.Assessment, now.Incidents);

    /// <summary>A server that was started anew has not been compared with anybody yet.</summary>
    static Split Rejoined(params Member[] members) => new Split().With(members) with { Comparisons = [] };

    static EquatableArray<string> Missing(Split now) => Recheck.Missing(Approved, now.View, now.Assessment);

    static Split Restarted(string name, uint timeline, ulong lsn)
    {
        var member = Split.Primary(name, timeline, lsn);
        var later = Split.Noon.AddHours(-1).AddSeconds(1);
        var comparison = Split.Forked("a", "b", 0x5000, 0);
        return new Split().With(
            member with
            {
                Newest = member.Newest! with
                {
                    Outcome = new ProbeOutcome.Answered(member.State! with { StartedAt = later }),
                },
                Remembered = member.Remembered! with { StartedAt = later },
            }
        ) with
        {
            Comparisons =
            [
                name == "a" ? comparison with { OneStartedAt = later } : comparison with { OtherStartedAt = later },
            ],
        };
    }

    static Member Idle()
    {
        var member = Split.Standby("a", "b");
        return member with
        {
            Newest = member.Newest! with
            {
                Outcome = new ProbeOutcome.Answered(member.State! with { Upstream = null }),
            },
        };
    }
}
