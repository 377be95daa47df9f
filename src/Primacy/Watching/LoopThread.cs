using System.Collections.Concurrent;
using System.Net.Sockets;
using Primacy.Probing;

namespace Primacy.Watching;

/// <summary>
/// A thread of its own for one loop: whatever the loop awaits goes on here, in order, and its timers fire here. On the
/// pool a look wakes nine threads for each instance (that of the timers, the pool's overseer, workers that find nothing
/// to do), and that costs more than the look.
/// </summary>
internal sealed class LoopThread : SynchronizationContext, IListeningLoop
{
    /// <summary>Never disposed, as somebody may still wake a thread that has just ended.</summary>
    readonly AutoResetEvent _wake;

    readonly ConcurrentQueue<(SendOrPostCallback Go, object? State)> _ready = [];
    readonly LoopClock _clock;
    readonly LoopEar _ear;

    LoopThread(TimeProvider time, AutoResetEvent wake)
    {
        _clock = new LoopClock(time, Wake);
        _ear = new LoopEar(time);
        _wake = wake;
    }

    /// <summary>Runs a loop, and ends as the loop does. All that it begins it must see end.</summary>
    /// <param name="name">What the thread is called.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loop">The loop, an asynchronous method, which gets the clock whose timers fire on its
    /// thread.</param>
    public static Task RunAsync(string name, TimeProvider time, Func<TimeProvider, Task> loop)
    {
        var end = new TaskCompletionSource<Task>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
            end.SetResult(new LoopThread(time, new AutoResetEvent(initialState: false)).Run(loop))
        )
        {
            Name = name,
            IsBackground = true,
        };
        thread.Start();
        return end.Task.Unwrap();
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        _ready.Enqueue((d, state));
        Wake();
    }

    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("Nobody waits for a loop's thread.");

    public void Listen(Socket socket, Action goOn) => _ear.Add(socket, goOn);

    Task Run(Func<TimeProvider, Task> loop)
    {
        SetSynchronizationContext(this);
        var work = loop(_clock);
        // The last step may be one of another thread, which then has to say so.
        work.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(Wake);
        while (true)
        {
            _clock.FireDue();
            while (_ready.TryDequeue(out var next))
                next.Go(next.State);
            if (work.IsCompleted)
                return work;
            _wake.WaitOne(Sooner(_clock.UntilNext(), _ear.Nap));
            _ear.Listen();
        }
    }

    static TimeSpan Sooner(TimeSpan one, TimeSpan other) =>
        one == Timeout.InfiniteTimeSpan ? other
        : other == Timeout.InfiniteTimeSpan || one < other ? one
        : other;

    void Wake()
    {
        // It is awake already, and looks for what is due and ready before it sleeps.
        if (Current != this)
            _wake.Set();
    }
}
