using Primacy.Analysis;
using Primacy.Claims;
using Primacy.Peers;
using Primacy.Topology;
using Xunit;

namespace Primacy.Tests.Mechanisms;

/// <summary>
/// A change of configuration leaves two managers, each of which has its own primary. Not played are the two halves of a
/// pgpool watchdog that go on with half of the votes each, and Kubernetes' two kinds of objects for a leader: what
/// comes of them is, two pgpools that name a primary each, and two stores with a leader each.
/// </summary>
[Trait("Category", "Mechanisms")]
public sealed class DividedManagerTests
{
    [Theory]
    [MemberData(nameof(MechanismVersions.Tested), MemberType = typeof(MechanismVersions))]
    public async Task M9_a_pgpool_started_with_D_and_another_one_route_to_a_primary_each(int? major)
    {
        await using var pgpools = new Pgpools();
        await using var story = await Story.BeginAsync(
            new Stage
            {
                Mechanism = "M9 pgpool -D beside another pgpool",
                Major = major,
                // With a third one, pgpool would take its side.
                Servers = 2,
                Members = ["node-1", "node-2"],
            },
            lab => pgpools.StartAsync(lab, count: 2, givesUp: true)
        );
        // So that each side has orders of its own from the start, and a first page names none either.
        await story.Lab.StopReceivingAsync(2);
        await story.OrderAsync(1);
        await story.Lab.FailOverAsync(from: 1, to: 2);
        await story.HeardAsync(claim => pgpools.Names(claim, 0, "node 1"), "the first pgpool has failed over");
        await story.HeardAsync(claim => pgpools.Names(claim, 1, "node 1"), "the second pgpool has failed over");
        await story.OrderAsync(2);

        await story.BreakAsync(async lab =>
        {
            await lab.StartAsync(1, Story.Cancellation);
            await story.OrderAsync(1);
            await pgpools[0].RestartDiscardingAsync(Story.Cancellation);
        });

        await story.PagesAsync(
            new(VerdictCode.MultiplePrimaries)
            {
                Kind = SubKind.Returned,
                IsUndecidable = true,
                Shows = [pgpools.Vote(0, "node-1"), pgpools.Vote(1, "node-2")],
            }
        );
    }

    [Theory]
    [MemberData(nameof(MechanismVersions.UnderPatroni), MemberType = typeof(MechanismVersions))]
    public async Task M9_a_Patroni_that_was_moved_to_another_store_elects_itself_and_no_quorum_is_believed(int major)
    {
        Claims.Peers.SkipIfMissing(PeerKind.Patroni);
        await using var patroni = await PatroniStage.StartAsync(Story.Cancellation, major);
        await using var story = await ManagedStory.BeginAsync(
            "M9 one Patroni moved to another etcd",
            patroni,
            new ManagerOptions { Patroni = new PatroniOptions { Urls = [.. patroni.Urls] } },
            major
        );

        await story.Vigil.BreakAsync(async () =>
        {
            await patroni.MoveToAnotherStoreAsync(2, Story.Cancellation);
            Assert.Equal(2, await patroni.FailedOverAsync(from: 1, Story.Cancellation));
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
                    $"Patroni ({patroni.Urls[0]}, {patroni.Urls[1]}) has no vote: it names node-1 and node-2.",
                ],
            }
        );
    }
}
