using Primacy.Analysis;
using Primacy.Claims;
using Primacy.Peers;
using Xunit;

namespace Primacy.Tests.Mechanisms;

/// <summary>
/// A manager names one primary, and the databases show two. The bugs of old releases that led there are not played, but
/// what is left of them: a manager that is frozen, one that reads a stale store, one that does not look again.
/// </summary>
[Trait("Category", "Mechanisms")]
public sealed class StaleManagerTests
{
    [Theory]
    [MemberData(nameof(MechanismVersions.UnderPatroni), MemberType = typeof(MechanismVersions))]
    public async Task M4_a_frozen_Patroni_leaves_its_primary_running_and_the_quorum_decides(int major)
    {
        Claims.Peers.SkipIfMissing(PeerKind.Patroni);
        await using var patroni = await PatroniStage.StartAsync(Story.Cancellation, major);
        await using var story = await ManagedStory.BeginAsync(
            "M4 Patroni frozen, its key expires (ttl 30 s)",
            patroni,
            new ManagerOptions { Patroni = new PatroniOptions { Urls = [.. patroni.Urls] } },
            major
        );
        var former = await patroni.PrimaryAsync(Story.Cancellation);
        var elected = 0;

        await story.Vigil.BreakAsync(async () =>
        {
            await patroni.FreezeManagerAsync(former, Story.Cancellation);
            elected = await patroni.FailedOverAsync(former, Story.Cancellation);
            await story.OrderAsync(former);
            await story.OrderAsync(elected);
        });

        var keep = PatroniStage.NameOf(elected);
        await story.Vigil.PagesAsync(
            new(VerdictCode.MultiplePrimaries)
            {
                Kind = SubKind.Partition,
                Keep = keep,
                Shows = [$"Patroni ({patroni.Urls[elected - 1]}) votes for {keep}: it names {keep}, with a quorum."],
            }
        );
    }

    [Theory]
    [MemberData(nameof(MechanismVersions.UnderPatroni), MemberType = typeof(MechanismVersions))]
    public async Task M4_a_standby_that_reads_a_stale_store_stays_behind_and_the_quorum_decides_against_the_majority(
        int major
    )
    {
        Claims.Peers.SkipIfMissing(PeerKind.Patroni);
        await using var patroni = await PatroniStage.StartAsync(Story.Cancellation, major);
        await using var story = await ManagedStory.BeginAsync(
            "M4 stale read of etcd on a standby (ttl 30 s)",
            patroni,
            new ManagerOptions { Patroni = new PatroniOptions { Urls = [.. patroni.Urls] } },
            major
        );

        await story.Vigil.BreakAsync(async () =>
        {
            patroni.CutLastOffEtcd();
            await patroni.FreezeManagerAsync(1, Story.Cancellation);
            Assert.Equal(2, await patroni.FailedOverAsync(1, Story.Cancellation));
            await story.OrderAsync(1);
            await story.OrderAsync(2);
        });

        await story.Vigil.PagesAsync(
            new(VerdictCode.MultiplePrimaries)
            {
                Kind = SubKind.Partition,
                Keep = "node-2",
                Shows =
                [
                    $"Patroni ({patroni.Urls[1]}) votes for node-2: it names node-2, with a quorum.",
                    "node-3 votes for node-1: it follows node-1.",
                ],
            }
        );
    }

    [Theory]
    [MemberData(nameof(MechanismVersions.Tested), MemberType = typeof(MechanismVersions))]
    public async Task M4_a_pgpool_that_still_routes_to_the_former_primary_decides_nothing(int? major)
    {
        await using var pgpools = new Pgpools();
        await using var story = await Story.BeginAsync(
            new Stage { Mechanism = "M4 pgpool names the former primary yet", Major = major },
            lab => pgpools.StartAsync(lab, count: 1)
        );

        await story.BreakAsync(async lab =>
        {
            await lab.FollowAsync(3, 2, Story.Cancellation);
            await lab.PromoteAsync(2, Story.Cancellation);
            await story.OrderAsync(1);
            await story.OrderAsync(2);
        });

        await story.PagesAsync(
            new(VerdictCode.MultiplePrimaries)
            {
                Kind = SubKind.Partition,
                Keep = "node-2",
                Shows = [pgpools.Vote(0, "node-1"), "node-3 votes for node-2: it follows node-2."],
            }
        );
    }
}
