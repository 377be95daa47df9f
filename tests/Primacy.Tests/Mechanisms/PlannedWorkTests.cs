using Primacy.Lab;
using Xunit;

namespace Primacy.Tests.Mechanisms;

/// <summary>
/// What people do to a cluster on purpose. It may look like a split brain, and nobody is to be woken.
/// </summary>
[Trait("Category", "Mechanisms")]
public sealed class PlannedWorkTests
{
    [Theory]
    [MemberData(nameof(MechanismVersions.Tested), MemberType = typeof(MechanismVersions))]
    public async Task A_switchover_by_hand_pages_nobody(int? major)
    {
        await using var story = await Story.BeginAsync("planned switchover by hand", major);

        await story.Lab.SwitchOverAsync(from: 1, to: 2);
        await story.StaysQuietAsync();
    }

    [Theory]
    [MemberData(nameof(MechanismVersions.Tested), MemberType = typeof(MechanismVersions))]
    public async Task A_restart_of_the_primary_and_of_a_standby_pages_nobody(int? major)
    {
        await using var story = await Story.BeginAsync("restart of primary and standby", major);

        await story.Lab.RestartAsync(1);
        await story.HealthyAsync();
        await story.Lab.RestartAsync(2);
        await story.StaysQuietAsync();
    }

    [Theory]
    [MemberData(nameof(MechanismVersions.Tested), MemberType = typeof(MechanismVersions))]
    public async Task A_primary_that_recovers_from_a_crash_pages_nobody(int? major)
    {
        await using var story = await Story.BeginAsync("crash recovery of the primary", major);
        await story.OrderAsync(1, count: 100_000);

        await story.Lab.KillAsync(1, Story.Cancellation);
        await story.Lab.StartAsync(1, Story.Cancellation);
        await story.StaysQuietAsync();
    }

    [Theory]
    [MemberData(nameof(MechanismVersions.Tested), MemberType = typeof(MechanismVersions))]
    public async Task Delayed_and_cascading_standbys_page_nobody(int? major)
    {
        await using var story = await Story.BeginAsync("delayed and cascading standbys", major);

        await story.Lab.ExecuteAsync(2, "ALTER SYSTEM SET recovery_min_apply_delay = '1h'", Story.Cancellation);
        await story.Lab.ReloadAsync(2);
        await story.Lab.FollowAsync(3, 2, Story.Cancellation);
        await story.OrderAsync(1);
        await story.StaysQuietAsync();

        Assert.NotEqual(await story.Lab.OrdersAsync(1), await story.Lab.OrdersAsync(2));
    }

    [Theory]
    [MemberData(nameof(MechanismVersions.Tested), MemberType = typeof(MechanismVersions))]
    public async Task A_standby_that_is_made_anew_pages_nobody(int? major)
    {
        await using var story = await Story.BeginAsync("standby re-initialised", major);
        await story.OrderAsync(1, count: 100_000);

        await story.Lab.RejoinAsync(3, 1, Story.Cancellation);
        await story.StaysQuietAsync();
    }

    [Theory]
    [MemberData(nameof(MechanismVersions.Tested), MemberType = typeof(MechanismVersions))]
    public async Task A_restored_clone_outside_the_declared_members_pages_nobody(int? major)
    {
        await using var story = await Story.BeginAsync(
            new Stage
            {
                Mechanism = "PITR clone of the same system, no member",
                Major = major,
                Members = ["node-1", "node-2"],
            }
        );

        await story.Lab.PromoteAsync(3, Story.Cancellation);
        await story.OrderAsync(3);
        await story.StaysQuietAsync();
    }

    [Fact]
    public async Task A_clone_in_the_making_pages_nobody()
    {
        Assert.SkipUnless(DebianTools.Exist, DebianTools.Missing);
        await using var story = await Story.BeginAsync("pg_basebackup under way", DebianTools.Major);
        await story.OrderAsync(1, count: 100_000);
        using var target = new TemporaryDirectory();

        await using (await DebianTools.BeginBaseBackupAsync(story.Lab, 1, target["clone"]))
        {
            await story.HealthyAsync();
        }
        await story.StaysQuietAsync();
    }

    [Fact]
    public async Task A_former_primary_that_was_rewound_pages_nobody()
    {
        Assert.SkipUnless(DebianTools.Exist, DebianTools.Missing);
        await using var story = await Story.BeginAsync(
            new Stage
            {
                Mechanism = "rewound former primary",
                Major = DebianTools.Major,
                Servers = 2,
                Members = ["node-1", "node-2"],
            }
        );
        await story.Lab.StopReceivingAsync(2);
        await story.OrderAsync(1);
        await story.Lab.FailOverAsync(from: 1, to: 2);
        await story.OrderAsync(2);

        await DebianTools.RewindAsync(story.Lab, 1, source: 2);
        await story.Lab.FollowAsync(1, 2, Story.Cancellation);
        await story.Lab.StartAsync(1, Story.Cancellation);
        await story.StaysQuietAsync();
    }
}
