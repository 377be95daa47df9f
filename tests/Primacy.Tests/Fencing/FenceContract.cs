using Primacy.Repair;
using Primacy.Repairing;
using Primacy.Topology;
using Xunit;

namespace Primacy.Tests.Fencing;

/// <summary>What holds for every way to stop a server.</summary>
public abstract class FenceContract
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The fence under test, for the server of the stage.</summary>
    private protected abstract Task<IFence> FenceAsync(FenceStage stage);

    /// <summary>Whether anything was done to the server.</summary>
    private protected abstract Task<bool> IsTouchedAsync(FenceStage stage);

    [Fact]
    public async Task It_stops_the_server_and_says_what_shows_it_and_does_no_harm_when_repeated()
    {
        await using var stage = await FenceStage.StartAsync();
        var fence = await FenceAsync(stage);
        var order = await FenceStage.OrderAsync(fence, await stage.JudgeAsync());

        var first = await fence.FenceAsync(order, Cancellation);
        var second = await fence.FenceAsync(order, Cancellation);

        Assert.NotEmpty(Assert.IsType<FenceOutcome.Fenced>(first).Evidence);
        Assert.True(await IsTouchedAsync(stage));
        Assert.IsNotType<FenceOutcome.Unknown>(second);
    }

    [Fact]
    public async Task Another_server_than_the_one_that_was_judged_is_left_alone()
    {
        await using var stage = await FenceStage.StartAsync();
        var fence = await FenceAsync(stage);
        var judged = await stage.JudgeAsync();
        var order = await FenceStage.OrderAsync(fence, judged);
        RepairTarget[] others =
        [
            judged with
            {
                System = new SystemIdentifier(1),
            },
            judged with
            {
                Timeline = new Timeline(9),
            },
            judged with
            {
                StartedAt = judged.StartedAt.AddMicroseconds(1),
            },
        ];

        foreach (var other in others)
        {
            var outcome = await fence.FenceAsync(order with { Loser = other }, Cancellation);
            Assert.IsType<FenceOutcome.Refused>(outcome);
            Assert.IsType<Offer.Impossible>(await fence.OfferAsync(other, Cancellation));
        }
        Assert.False(await IsTouchedAsync(stage));
    }

    [Fact]
    public async Task What_was_approved_is_done_or_nothing()
    {
        await using var stage = await FenceStage.StartAsync();
        var fence = await FenceAsync(stage);
        var order = await FenceStage.OrderAsync(fence, await stage.JudgeAsync());
        var other = order with { Approved = order.Approved with { Holds = "Something else." } };

        Assert.IsType<FenceOutcome.Refused>(await fence.FenceAsync(other, Cancellation));

        Assert.False(await IsTouchedAsync(stage));
    }

    [Fact]
    public async Task Nothing_is_done_while_something_speaks_against_it()
    {
        await using var stage = await FenceStage.StartAsync();
        var fence = await FenceAsync(stage);
        var order = await FenceStage.OrderAsync(fence, await stage.JudgeAsync());

        var outcome = await fence.FenceAsync(order with { Objection = () => "Another leads." }, Cancellation);

        Assert.Equal(new FenceOutcome.Refused("Another leads."), outcome);
        Assert.False(await IsTouchedAsync(stage));
    }

    [Fact]
    public async Task Of_a_server_that_cannot_be_reached_nothing_is_known()
    {
        await using var stage = await FenceStage.StartAsync();
        var fence = await FenceAsync(stage);
        var judged = await stage.JudgeAsync();
        var order = await FenceStage.OrderAsync(fence, judged);
        await stage.Servers.Lab.KillAsync(1, Cancellation);

        Assert.IsType<FenceOutcome.Unknown>(await fence.FenceAsync(order, Cancellation));
        Assert.IsType<Offer.Impossible>(await fence.OfferAsync(judged, Cancellation));
    }
}
