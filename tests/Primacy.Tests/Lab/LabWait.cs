using Primacy.Lab;
using Xunit;

namespace Primacy.Tests.Lab;

internal static class LabWait
{
    static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    public static async Task UntilAsync(Func<Task<bool>> condition) =>
        Assert.True(
            await Patience.UntilAsync(
                async () => await condition(),
                Deadline,
                TimeProvider.System,
                TestContext.Current.CancellationToken
            ),
            $"the condition did not come true within {Deadline.TotalSeconds} s"
        );

    /// <summary>
    /// Silence can only be shown for a while; long enough that a connection that is alive would have spoken.
    /// </summary>
    public static async Task StaysSilentAsync(Task pending) =>
        await Assert.ThrowsAsync<TimeoutException>(() =>
            pending.WaitAsync(
                TimeSpan.FromMilliseconds(300),
                TimeProvider.System,
                TestContext.Current.CancellationToken
            )
        );
}
