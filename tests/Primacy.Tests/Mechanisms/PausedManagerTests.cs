using Primacy.Analysis;
using Primacy.Claims;
using Primacy.Peers;
using Primacy.Topology;
using Xunit;

namespace Primacy.Tests.Mechanisms;

/// <summary>
/// A manager that was told to leave the servers alone watches a second primary come up. pgpool has no such state, and a
/// paused operator of Kubernetes is not played.
/// </summary>
[Trait("Category", "Mechanisms")]
public sealed class PausedManagerTests
{
    [Theory]
    [MemberData(nameof(MechanismVersions.UnderPatroni), MemberType = typeof(MechanismVersions))]
    public async Task M8_a_promotion_while_Patroni_is_paused_goes_on_and_its_word_decides_nothing(int major)
    {
        Claims.Peers.SkipIfMissing(PeerKind.Patroni);
        await using var patroni = await PatroniStage.StartAsync(Story.Cancellation, major);
        await using var story = await BeginAsync("M8 pg_promote while Patroni is paused", patroni, major);
        await patroni.ControlAsync(["pause", "--wait"], Story.Cancellation);
        await story.Vigil.HeardAsync(claim => claim.IsPaused, "Patroni is paused");

        await story.Vigil.BreakAsync(async () =>
        {
            await patroni.PromoteBehindItsBackAsync(2, Story.Cancellation);
            await story.OrderAsync(1);
            await story.OrderAsync(2);
        });

        await story.Vigil.PagesAsync(
            new(VerdictCode.MultiplePrimaries)
            {
                Kind = SubKind.Partition,
                Keep = "node-1",
                Shows =
                [
                    "node-3 votes for node-1: it follows node-1.",
                    $"Patroni ({patroni.Urls[0]}) votes for node-1: it names node-1, but is paused.",
                ],
            }
        );
    }

    [Theory]
    [MemberData(nameof(MechanismVersions.UnderPatroni), MemberType = typeof(MechanismVersions))]
    public async Task M8_a_former_leader_started_by_hand_while_Patroni_is_paused_is_the_one_to_go(int major)
    {
        Claims.Peers.SkipIfMissing(PeerKind.Patroni);
        await using var patroni = await PatroniStage.StartAsync(Story.Cancellation, major);
        await using var story = await BeginAsync("M8 old leader started while Patroni is paused", patroni, major);
        await patroni.ControlAsync(["pause", "--wait"], Story.Cancellation);
        await patroni.CrashAsync(1, Story.Cancellation);
        await patroni.PromoteBehindItsBackAsync(2, Story.Cancellation);
        await story.Vigil.HeardAsync(
            claim => claim.IsPaused && Claims.Peers.Primaries(claim).Any(member => member.Name is "node-2"),
            "Patroni, which is paused, names node-2"
        );
        await patroni.FollowsAsync(3, of: 2, Story.Cancellation);
        await story.OrderAsync(2);

        await story.Vigil.MissedAsync("node-1");
        await story.Vigil.BreakAsync(() => patroni.StartBehindItsBackAsync(1, Story.Cancellation));

        await story.Vigil.PagesAsync(
            new(VerdictCode.MultiplePrimaries)
            {
                Kind = SubKind.Returned,
                Keep = "node-2",
                Shows =
                [
                    "node-3 votes for node-2: it follows node-2.",
                    $"Patroni ({patroni.Urls[1]}) votes for node-2: it names node-2, but is paused.",
                ],
            }
        );
    }

    [Fact]
    public async Task M8_a_former_primary_that_returns_while_repmgr_is_paused_is_the_one_to_go()
    {
        Claims.Peers.SkipIfMissing(PeerKind.Repmgr);
        await using var repmgr = await RepmgrStage.StartAsync(Story.Cancellation);
        await using var story = await ManagedStory.BeginAsync(
            "M8 old primary returns while repmgr is paused",
            repmgr,
            new ManagerOptions { Repmgr = new RepmgrOptions(RepmgrStage.Database) }
        );
        await repmgr.RepmgrAsync(1, ["service", "pause"], Story.Cancellation);
        await repmgr.StopBehindItsBackAsync(1, Story.Cancellation);
        await repmgr.RepmgrAsync(2, ["standby", "promote"], Story.Cancellation);
        await repmgr.RepmgrAsync(3, ["standby", "follow", "--upstream-node-id=2"], Story.Cancellation);
        await story.Vigil.SawPrimaryAsync("node-2");
        await story.OrderAsync(2);

        await story.Vigil.MissedAsync("node-1");
        await story.Vigil.BreakAsync(() => repmgr.StartBehindItsBackAsync(1, Story.Cancellation));

        await story.Vigil.PagesAsync(
            new(VerdictCode.MultiplePrimaries)
            {
                Kind = SubKind.Returned,
                Keep = "node-2",
                Shows =
                [
                    "node-3 votes for node-2: it follows node-2.",
                    "repmgr (node-1) votes for node-1: it names node-1, without a quorum.",
                    "repmgr (node-2) votes for node-2: it names node-2, without a quorum.",
                ],
            }
        );
    }

    static Task<ManagedStory> BeginAsync(string mechanism, PatroniStage patroni, int major) =>
        ManagedStory.BeginAsync(
            mechanism,
            patroni,
            new ManagerOptions { Patroni = new PatroniOptions { Urls = [.. patroni.Urls] } },
            major
        );
}
