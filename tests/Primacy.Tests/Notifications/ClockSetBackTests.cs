using Primacy.Incidents;
using Primacy.Notifications;
using Primacy.Tests.Storage;
using Xunit;

namespace Primacy.Tests.Notifications;

/// <summary>A machine whose clock is set back after a start, as happens where the power was gone.</summary>
public sealed class ClockSetBackTests
{
    [Fact]
    public async Task What_was_tried_in_vain_by_a_clock_that_was_ahead_does_not_wait_for_that_time_to_come()
    {
        await using var receiver = await RecordingReceiver.Start();
        receiver.Answer = _ => Task.FromResult(503);
        var clock = new MovedClock(TimeSpan.FromHours(2));
        await using var telling = new Telling(clock);
        telling.Run(new Receiver("hook", new WebhookOptions(receiver.Url)));
        telling.Append(Stories.Fired(Stories.Firing("orders")));
        await Eventually.Holds(() => telling.Records is [{ Attempts: > 0 }], "it is told in vain");

        clock.SetRight();
        receiver.Answer = _ => Task.FromResult(200);

        await Eventually.Holds(() => telling.Records is [{ State: "delivered" }], "it is told");
    }
}
