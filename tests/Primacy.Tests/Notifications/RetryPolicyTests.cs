using CsCheck;
using Primacy.Notifications;
using Xunit;

namespace Primacy.Tests.Notifications;

public sealed class RetryPolicyTests
{
    static readonly DeliveryOutcome Failed = new DeliveryOutcome.Failed("no");

    [Fact]
    public void The_first_pause_is_short_and_pauses_double_up_to_a_minute()
    {
        Assert.Equal(RetryPolicy.First / 2, RetryPolicy.Pause(Failed, 0, 0));
        Assert.Equal(RetryPolicy.First, RetryPolicy.Pause(Failed, 1, 0));
        Assert.Equal(RetryPolicy.Longest / 2, RetryPolicy.Pause(Failed, 30, 0));
    }

    [Fact]
    public void No_pause_is_ever_longer_than_a_minute_or_without_end() =>
        Gen.Select(Gen.Int[0, int.MaxValue], Gen.Double[0, 1])
            .Sample(
                (attempts, draw) =>
                    Assert.InRange(
                        RetryPolicy.Pause(Failed, attempts, draw),
                        RetryPolicy.First / 2,
                        RetryPolicy.Longest
                    )
            );

    [Fact]
    public void A_receiver_that_asks_for_time_gets_it_within_limits()
    {
        var asked = new DeliveryOutcome.Failed("busy", TimeSpan.FromSeconds(90));
        var greedy = new DeliveryOutcome.Failed("busy", TimeSpan.FromDays(9));

        Assert.Equal(TimeSpan.FromSeconds(90), RetryPolicy.Pause(asked, 0, 0));
        Assert.Equal(RetryPolicy.Longest * 5, RetryPolicy.Pause(greedy, 0, 0));
    }

    [Fact]
    public void A_refusal_is_tried_again_slowly_from_the_start() =>
        Assert.Equal(RetryPolicy.AfterRefusal / 2, RetryPolicy.Pause(new DeliveryOutcome.Refused("no"), 0, 0));
}
