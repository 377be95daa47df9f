using Primacy.Analysis;
using Xunit;

namespace Primacy.Tests.Mechanisms;

/// <summary>A former primary that is a primary again, or still.</summary>
[Trait("Category", "Mechanisms")]
public sealed class ReturnedPrimaryTests
{
    [Theory]
    [MemberData(nameof(MechanismVersions.Tested), MemberType = typeof(MechanismVersions))]
    public async Task M1_an_old_primary_that_returns_is_the_one_to_go(int? major)
    {
        await using var story = await Story.BeginAsync("M1 old primary returns", major);
        await story.Lab.FailOverAsync(from: 1, to: 2);
        await story.SawPrimaryAsync("node-2");
        await story.OrderAsync(2);

        await story.MissedAsync("node-1");
        await story.BreakAsync(lab => lab.StartAsync(1, Story.Cancellation));

        await story.PagesAsync(
            new(VerdictCode.MultiplePrimaries)
            {
                Kind = SubKind.Returned,
                Keep = "node-2",
                Says = ["2 of 3 declared members stand behind it"],
            }
        );
    }

    [Theory]
    [MemberData(nameof(MechanismVersions.Tested), MemberType = typeof(MechanismVersions))]
    public async Task M1_of_two_servers_that_both_took_orders_none_is_chosen(int? major)
    {
        await using var story = await Story.BeginAsync(TwoServers("M1 old primary returns and takes orders", major));
        await story.Lab.FailOverAsync(from: 1, to: 2);
        await story.SawPrimaryAsync("node-2");
        await story.OrderAsync(2);

        await story.BreakAsync(async lab =>
        {
            await lab.StartAsync(1, Story.Cancellation);
            await story.OrderAsync(1);
        });

        await story.PagesAsync(new(VerdictCode.MultiplePrimaries) { Kind = SubKind.Returned, IsUndecidable = true });
    }

    [Theory]
    [MemberData(nameof(MechanismVersions.Tested), MemberType = typeof(MechanismVersions))]
    public async Task M5_a_promotion_by_hand_loses_against_the_primary_with_its_standbys(int? major)
    {
        await using var story = await Story.BeginAsync("M5 pg_promote by hand", major);

        await story.BreakAsync(lab => lab.PromoteAsync(2, Story.Cancellation));

        await story.PagesAsync(
            new(VerdictCode.MultiplePrimaries)
            {
                Kind = SubKind.Partition,
                Keep = "node-1",
                Says = ["node-2 was a standby until"],
            }
        );
    }

    [Theory]
    [MemberData(nameof(MechanismVersions.Tested), MemberType = typeof(MechanismVersions))]
    public async Task M11_a_smart_shutdown_with_open_sessions_is_no_fence(int? major)
    {
        await using var story = await Story.BeginAsync("M11 smart shutdown, sessions commit on", major);
        await using var session = await OpenSession.OnAsync(story.Lab, 1);
        await story.Lab.FollowAsync(3, 2, Story.Cancellation);
        await story.HealthyAsync();

        await story.BreakAsync(async lab =>
        {
            lab.BeginToStop(1);
            await lab.PromoteAsync(2, Story.Cancellation);
            await session.OrderAsync();
        });

        await story.PagesAsync(new(VerdictCode.MultiplePrimaries) { Kind = SubKind.Partition, Keep = "node-2" });
    }

    [Theory]
    [MemberData(nameof(MechanismVersions.Tested), MemberType = typeof(MechanismVersions))]
    public async Task M11_a_stop_that_hangs_lets_sessions_commit(int? major)
    {
        await using var story = await Story.BeginAsync("M11 hung stop, sessions commit on", major);
        await using var session = await OpenSession.OnAsync(story.Lab, 1);
        await story.Lab.FollowAsync(3, 2, Story.Cancellation);
        await story.HealthyAsync();

        await story.BreakAsync(async lab =>
        {
            lab.Hang(1);
            await lab.PromoteAsync(2, Story.Cancellation);
            await session.OrderAsync();
        });

        await story.PagesAsync(new(VerdictCode.MultiplePrimaries) { Kind = SubKind.Partition, Keep = "node-2" });
    }

    [Theory]
    [MemberData(nameof(MechanismVersions.Tested), MemberType = typeof(MechanismVersions))]
    public async Task M13_a_stale_primary_is_found_behind_the_name_that_clients_read_from(int? major)
    {
        await using var story = await Story.BeginAsync(
            new Stage
            {
                Mechanism = "M13 stale primary behind the read name",
                Major = major,
                Members = ["orders-read", "orders-write", "orders-standby"],
            }
        );
        await story.Lab.FailOverAsync(from: 1, to: 2);
        await story.SawPrimaryAsync("orders-write");

        await story.MissedAsync("orders-read");
        await story.BreakAsync(lab => lab.StartAsync(1, Story.Cancellation));

        await story.PagesAsync(
            new(VerdictCode.MultiplePrimaries)
            {
                Kind = SubKind.Returned,
                Keep = "orders-write",
                Says = ["orders-read is a primary on timeline 1"],
            }
        );
    }

    [Theory]
    [MemberData(nameof(MechanismVersions.Tested), MemberType = typeof(MechanismVersions))]
    public async Task M1_an_old_primary_that_is_back_within_one_look_has_returned_all_the_same(int? major)
    {
        await using var story = await Story.BeginAsync("M1 old primary returns within one look", major);

        await story.BreakAsync(async lab =>
        {
            await lab.FailOverAsync(from: 1, to: 2);
            await lab.StartAsync(1, Story.Cancellation);
        });

        await story.PagesAsync(new(VerdictCode.MultiplePrimaries) { Kind = SubKind.Returned, Keep = "node-2" });
    }

    static Stage TwoServers(string mechanism, int? major) =>
        new()
        {
            Mechanism = mechanism,
            Major = major,
            Servers = 2,
            Members = ["node-1", "node-2"],
        };
}
