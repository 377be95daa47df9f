using System.Net;
using System.Net.Sockets;
using Primacy.Probing;
using Primacy.Watching;
using Xunit;

namespace Primacy.Tests.Watching;

public sealed class LoopThreadTests
{
    static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    [Fact]
    public async Task What_a_loop_awaits_goes_on_on_its_thread()
    {
        var threads = new List<Thread>();
        await LoopThread.RunAsync(
            "loop",
            TimeProvider.System,
            async clock =>
            {
                threads.Add(Thread.CurrentThread);
                await Task.Run(() => threads.Add(Thread.CurrentThread), TestContext.Current.CancellationToken);
                threads.Add(Thread.CurrentThread);
                await Task.Delay(Moment, clock, TestContext.Current.CancellationToken);
                threads.Add(Thread.CurrentThread);
            }
        );
        Assert.Equal("loop", threads[0].Name);
        Assert.NotSame(threads[0], threads[1]);
        Assert.Same(threads[0], threads[2]);
        Assert.Same(threads[0], threads[3]);
    }

    [Fact]
    public async Task A_loop_that_throws_ends_with_what_it_threw()
    {
        var loop = LoopThread.RunAsync("loop", TimeProvider.System, LateAsync);
        Assert.Equal("late", (await Assert.ThrowsAsync<InvalidOperationException>(() => loop)).Message);

        static async Task LateAsync(TimeProvider clock)
        {
            await Task.Delay(Moment, clock);
            throw new InvalidOperationException("late");
        }
    }

    [Fact]
    public Task A_loop_that_listens_hears_what_comes_late_and_that_nothing_comes_any_more() =>
        LoopThread.RunAsync(
            "loop",
            TimeProvider.System,
            async clock =>
            {
                using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
                listener.Listen();
                using var near = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                await near.ConnectAsync(listener.LocalEndPoint!, TestContext.Current.CancellationToken);
                using var far = await listener.AcceptAsync(TestContext.Current.CancellationToken);

                using var late = clock.CreateTimer(_ => far.Send([1]), null, 100 * Moment, Timeout.InfiniteTimeSpan);
                await new Listening(near);
                var heard = near.Available;
                near.Receive(new byte[1]);
                using var end = clock.CreateTimer(
                    _ => DriverSocket.Shutdown(near),
                    null,
                    Moment,
                    Timeout.InfiniteTimeSpan
                );
                await new Listening(near);

                Assert.Equal((1, 0), (heard, near.Available));
                Assert.Equal("loop", Thread.CurrentThread.Name);
            }
        );

    [Fact]
    public Task A_timer_fires_as_often_as_it_is_set_to() =>
        LoopThread.RunAsync(
            "loop",
            TimeProvider.System,
            async clock =>
            {
                using var ticks = new PeriodicTimer(Moment, clock);
                for (var i = 0; i < 3; i++)
                    Assert.True(await ticks.WaitForNextTickAsync(TestContext.Current.CancellationToken));
            }
        );

    [Fact]
    public Task A_timer_that_is_set_anew_or_taken_back_does_not_fire_as_it_was_set() =>
        LoopThread.RunAsync(
            "loop",
            TimeProvider.System,
            async clock =>
            {
                var fired = 0;
                using var late = clock.CreateTimer(_ => fired++, null, Moment, Timeout.InfiniteTimeSpan);
                late.Change(TimeSpan.FromDays(1), Timeout.InfiniteTimeSpan);
                clock.CreateTimer(_ => fired++, null, Moment, Timeout.InfiniteTimeSpan).Dispose();
                await Task.Delay(2 * Moment, clock, TestContext.Current.CancellationToken);
                Assert.Equal(0, fired);
            }
        );

    [Fact]
    public Task A_sooner_timer_set_from_elsewhere_wakes_the_thread() =>
        LoopThread.RunAsync(
            "loop",
            TimeProvider.System,
            async clock =>
            {
                var fired = new TaskCompletionSource();
                using var timer = clock.CreateTimer(
                    _ => fired.SetResult(),
                    null,
                    TimeSpan.FromDays(1),
                    Timeout.InfiniteTimeSpan
                );
                // The loop waits by now, or will look at the timers before it does.
                await Task.WhenAll(
                    fired.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken),
                    Task.Run(() => timer.Change(Moment, Timeout.InfiniteTimeSpan))
                );
            }
        );
}
