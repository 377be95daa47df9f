using Primacy.Analysis;
using Xunit;

namespace Primacy.Tests.Mechanisms;

/// <summary>Two histories that carry one timeline number.</summary>
[Trait("Category", "Mechanisms")]
public sealed class TwinTests
{
    [Theory]
    [MemberData(nameof(MechanismVersions.Tested), MemberType = typeof(MechanismVersions))]
    public async Task M3_twins_with_identical_histories_are_two_primaries_and_none_is_chosen(int? major)
    {
        await using var story = await Story.BeginAsync("M3 twin promotion, identical histories", major);
        await story.CaughtUpAsync();
        await story.Lab.KillAsync(1, Story.Cancellation);

        await story.BreakAsync(lab => lab.PromoteTwinsAsync(2, 3));

        Assert.Equal(await story.Lab.HistoryAsync(2), await story.Lab.HistoryAsync(3));
        await story.PagesAsync(
            new(VerdictCode.MultiplePrimaries) { Kind = SubKind.TwinPromotion, IsUndecidable = true }
        );
    }

    [Theory]
    [MemberData(nameof(MechanismVersions.Tested), MemberType = typeof(MechanismVersions))]
    public async Task M3_twins_that_forked_apart_are_two_primaries_and_none_is_chosen(int? major)
    {
        await using var story = await Story.BeginAsync("M3 twin promotion, other fork", major);
        await story.Lab.StopReceivingAsync(3);
        await story.OrderAsync(1);
        await story.CaughtUpAsync();
        await story.Lab.KillAsync(1, Story.Cancellation);

        await story.BreakAsync(lab => lab.PromoteTwinsAsync(2, 3));

        Assert.NotEqual(await story.Lab.HistoryAsync(2), await story.Lab.HistoryAsync(3));
        await story.PagesAsync(
            new(VerdictCode.MultiplePrimaries) { Kind = SubKind.TwinPromotion, IsUndecidable = true }
        );
    }

    [Theory]
    [MemberData(nameof(MechanismVersions.Tested), MemberType = typeof(MechanismVersions))]
    public async Task M6_a_standby_without_its_signal_file_is_a_primary_on_the_same_timeline(int? major)
    {
        await using var story = await Story.BeginAsync("M6 standby.signal lost", major);

        await story.BreakAsync(lab => lab.LoseStandbySignalAsync(2));

        await story.PagesAsync(new(VerdictCode.MultiplePrimaries) { Kind = SubKind.SameTimelineFork, Keep = "node-1" });
    }

    [Theory]
    [MemberData(nameof(MechanismVersions.Tested), MemberType = typeof(MechanismVersions))]
    public async Task M6_a_fork_on_timeline_1_is_over_when_it_was_copied_anew(int? major)
    {
        await using var story = await Story.BeginAsync("M6 fork on timeline 1, copied anew", major);
        await story.BreakAsync(lab => lab.LoseStandbySignalAsync(2));
        await story.PagesAsync(new(VerdictCode.MultiplePrimaries) { Kind = SubKind.SameTimelineFork, Keep = "node-1" });
        await story.OrderAsync(2);

        await story.Lab.RejoinAsync(2, 1, Story.Cancellation);

        await story.HealthyAsync();
    }

    [Theory]
    [MemberData(nameof(MechanismVersions.Tested), MemberType = typeof(MechanismVersions))]
    public async Task M6_a_volume_snapshot_started_as_it_is_is_a_primary_on_the_same_timeline(int? major)
    {
        await using var story = await Story.BeginAsync("M6 snapshot started without recovery", major);

        await story.BreakAsync(lab => lab.SnapshotAsync(3, source: 1, Story.Cancellation));

        await story.PagesAsync(new(VerdictCode.MultiplePrimaries) { Kind = SubKind.SameTimelineFork, Keep = "node-1" });
    }

    [Theory]
    [MemberData(nameof(MechanismVersions.Tested), MemberType = typeof(MechanismVersions))]
    public async Task E5_a_twin_that_streams_with_lag_0_is_called_out_though_every_metric_is_green(int? major)
    {
        await using var story = await Story.BeginAsync("E5 twin re-attached, streaming", major);
        await story.Lab.KillAsync(1, Story.Cancellation);
        await story.BreakAsync(lab => lab.PromoteTwinsAsync(2, 3));
        await story.PagesAsync(
            new(VerdictCode.MultiplePrimaries) { Kind = SubKind.TwinPromotion, IsUndecidable = true }
        );
        await story.Lab.WriteAlikeAsync(2, 3);

        await story.BreakAsync(async lab =>
        {
            await lab.KillAsync(3, Story.Cancellation);
            await lab.FollowAsync(3, 2, Story.Cancellation);
            await lab.StartAsync(3, Story.Cancellation);
        });

        await story.Lab.StreamsWithoutLagAsync(primary: 2);
        Assert.NotEqual(await story.Lab.OrdersAsync(2), await story.Lab.OrdersAsync(3));
        await story.PagesAsync(Losing("node-3"));
    }

    [Theory]
    [MemberData(nameof(MechanismVersions.Tested), MemberType = typeof(MechanismVersions))]
    public async Task E5_a_twin_that_never_streams_again_serves_the_wrong_branch(int? major)
    {
        await using var story = await Story.BeginAsync("E5 twin re-attached, never streaming", major);
        await story.Lab.KillAsync(1, Story.Cancellation);
        await story.BreakAsync(lab => lab.PromoteTwinsAsync(2, 3));
        await story.PagesAsync(
            new(VerdictCode.MultiplePrimaries) { Kind = SubKind.TwinPromotion, IsUndecidable = true }
        );
        await story.OrderAsync(2);
        await story.OrderAsync(3);

        await story.BreakAsync(async lab =>
        {
            await lab.StopAsync(3, Story.Cancellation);
            await lab.FollowAsync(3, 2, Story.Cancellation);
            await lab.StartAsync(3, Story.Cancellation);
        });

        await story.PagesAsync(Losing("node-3"));
    }

    /// <summary>The split was told before, and is until it is seen to have ended.</summary>
    static Expected Losing(string standby) =>
        new(VerdictCode.StandbyOnLosingBranch) { Says = [standby], Also = [VerdictCode.MultiplePrimaries] };
}
