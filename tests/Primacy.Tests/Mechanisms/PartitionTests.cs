using Primacy.Analysis;
using Primacy.Lab.Networking;
using Primacy.Lab.Proxying;
using Primacy.Tests.Lab;
using Xunit;

namespace Primacy.Tests.Mechanisms;

/// <summary>A network that splits, while the old primary is fenced by nobody.</summary>
[Trait("Category", "Mechanisms")]
public sealed class PartitionTests
{
    [Theory]
    [MemberData(nameof(MechanismVersions.Tested), MemberType = typeof(MechanismVersions))]
    public async Task M2_an_old_primary_that_only_its_clients_reach_is_suspected(int? major)
    {
        await using var story = await BeginAsync("M2 old primary cut off from all but its clients", major);

        await story.BreakAsync(async lab =>
        {
            await lab.PartitionAsync(1, Story.Cancellation);
            await lab.PromoteAsync(2, Story.Cancellation);
            await lab.FollowAsync(3, 2, Story.Cancellation);
            await story.OrderAsync(1);
        });

        await story.PagesAsync(
            new(VerdictCode.IsolatedPrimarySuspected) { Says = ["node-1, a primary when last seen", "cannot be seen"] }
        );
    }

    [Theory]
    [MemberData(nameof(MechanismVersions.Tested), MemberType = typeof(MechanismVersions))]
    public async Task M2_an_old_primary_cut_off_from_its_standbys_alone_is_the_one_to_go(int? major)
    {
        await using var story = await BeginAsync("M2 old primary cut off from its standbys", major);

        await story.BreakAsync(async lab =>
        {
            foreach (var standby in (int[])[2, 3])
            {
                await lab.CutAsync(1, standby, Story.Cancellation);
                await lab.CutAsync(standby, 1, Story.Cancellation);
            }
            await lab.FollowAsync(3, 2, Story.Cancellation);
            await lab.PromoteAsync(2, Story.Cancellation);
            await story.OrderAsync(1);
        });

        await story.PagesAsync(new(VerdictCode.MultiplePrimaries) { Kind = SubKind.Partition, Keep = "node-2" });
    }

    [Theory]
    [MemberData(nameof(MechanismVersions.Tested), MemberType = typeof(MechanismVersions))]
    public async Task M2_an_old_primary_whose_words_do_not_arrive_is_suspected(int? major)
    {
        await using var story = await BeginAsync("M2 asymmetric: nothing arrives from the old primary", major);

        await story.BreakAsync(async lab =>
        {
            foreach (var other in (int[])[Cut.Outside, 2, 3])
                await lab.CutAsync(1, other, Story.Cancellation);
            await lab.PromoteAsync(2, Story.Cancellation);
            await lab.FollowAsync(3, 2, Story.Cancellation);
            await story.OrderAsync(1);
        });

        await story.PagesAsync(
            new(VerdictCode.IsolatedPrimarySuspected) { Says = ["node-1, a primary when last seen", "cannot be seen"] }
        );
    }

    [Theory]
    [MemberData(nameof(MechanismVersions.Tested), MemberType = typeof(MechanismVersions))]
    public async Task M2_a_primary_that_only_we_do_not_reach_is_our_own_trouble(int? major)
    {
        await using var story = await BeginAsync("M2 asymmetric: only we do not hear the primary", major);

        await story.BreakAsync(lab => lab.CutAsync(1, Cut.Outside, Story.Cancellation));

        await story.PagesAsync(
            new(VerdictCode.PrimaryUnreachable)
            {
                Says = ["node-1 cannot be reached from here", "still stream from it"],
            }
        );
    }

    [Theory]
    [MemberData(nameof(MechanismVersions.Tested), MemberType = typeof(MechanismVersions))]
    public async Task M2_a_split_with_a_standby_on_each_side_is_decided_by_nobody(int? major)
    {
        await using var story = await BeginAsync(
            new Stage
            {
                Mechanism = "M2 each side has its standby",
                Major = major,
                Servers = 4,
                Members = ["east-1", "west-1", "east-2", "west-2"],
            }
        );

        await story.Lab.FollowAsync(4, 2, Story.Cancellation);
        await story.HealthyAsync();

        await story.BreakAsync(async lab =>
        {
            foreach (var (east, west) in ((int, int)[])[(1, 2), (1, 4), (3, 2), (3, 4)])
                await lab.CutAsync(east, west, Story.Cancellation);
            // Had nobody written in the east before the west is promoted, the west would rightly be named until then.
            await story.OrderAsync(1);
            await lab.PromoteAsync(2, Story.Cancellation);
            await story.OrderAsync(2);
        });

        await story.PagesAsync(
            new(VerdictCode.MultiplePrimaries)
            {
                Kind = SubKind.Partition,
                IsUndecidable = true,
                Says = ["east-1 has 2", "west-1 has 2"],
            }
        );
    }

    static Task<Story> BeginAsync(string mechanism, int? major) =>
        BeginAsync(new Stage { Mechanism = mechanism, Major = major });

    static Task<Story> BeginAsync(Stage stage)
    {
        NamespacesNeeded.OrSkip();
        return Story.BeginAsync(stage with { Network = LabNetworkKind.Namespaces });
    }
}
