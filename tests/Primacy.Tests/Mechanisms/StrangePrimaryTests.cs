using Primacy.Analysis;
using Xunit;

namespace Primacy.Tests.Mechanisms;

/// <summary>A primary that is another database, or of another site, or that lost what was acknowledged.</summary>
[Trait("Category", "Mechanisms")]
public sealed class StrangePrimaryTests
{
    [Theory]
    [MemberData(nameof(MechanismVersions.Tested), MemberType = typeof(MechanismVersions))]
    public async Task M7_an_empty_server_at_a_members_address_is_foreign(int? major)
    {
        await using var story = await Story.BeginAsync("M7 initdb at a member's address", major);

        await story.BreakAsync(lab => lab.InitializeAsync(2, Story.Cancellation));

        await story.PagesAsync(
            new(VerdictCode.ForeignPrimary) { Kind = SubKind.Empty, Says = ["node-2 has system identifier", "freshly"] }
        );
    }

    [Theory]
    [MemberData(nameof(MechanismVersions.Tested), MemberType = typeof(MechanismVersions))]
    public async Task M7_an_empty_server_where_the_primary_was_is_foreign(int? major)
    {
        await using var story = await Story.BeginAsync("M7 the primary's volume lost, initdb", major);

        await story.BreakAsync(lab => lab.InitializeAsync(1, Story.Cancellation));

        await story.PagesAsync(
            new(VerdictCode.ForeignPrimary)
            {
                Kind = SubKind.Empty,
                Says = ["node-1 has system identifier", "freshly"],
                Also = [VerdictCode.NoPrimary],
            }
        );
    }

    [Theory]
    [MemberData(nameof(MechanismVersions.Tested), MemberType = typeof(MechanismVersions))]
    public async Task M10_a_standby_site_promoted_while_its_source_runs_splits_the_cluster(int? major)
    {
        await using var story = await Story.BeginAsync(
            new Stage
            {
                Mechanism = "M10 standby cluster promoted",
                Major = major,
                Servers = 4,
                Members = ["east-1", "east-2", "west-1", "west-2"],
            }
        );
        await story.Lab.FollowAsync(4, 3, Story.Cancellation);
        await story.HealthyAsync();
        // Otherwise the first page may come before the first order, and rightly say that nothing would be lost.
        await story.Lab.StopReceivingAsync(3);
        await story.OrderAsync(1);

        await story.BreakAsync(async lab =>
        {
            await lab.PromoteAsync(3, Story.Cancellation);
            await story.OrderAsync(3);
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

    [Theory]
    [MemberData(nameof(MechanismVersions.Tested), MemberType = typeof(MechanismVersions))]
    public async Task M12_a_promotion_below_the_last_position_of_a_dead_primary_names_the_loss(int? major)
    {
        await using var story = await Story.BeginAsync("M12 premature promotion", major);
        await story.Lab.StopReceivingAsync(2);
        await story.Lab.StopReceivingAsync(3);
        await story.OrderAsync(1);
        await story.SawAsync("node-1", await story.Lab.PositionAsync(1));

        await story.BreakAsync(async lab =>
        {
            await lab.FailOverAsync(from: 1, to: 2);
            await lab.StartReceivingAsync(3);
        });

        await story.PagesAsync(
            new(VerdictCode.ReplicationBroken) { Says = ["of WAL that node-1 had written", "are not in node-2"] }
        );
    }
}
