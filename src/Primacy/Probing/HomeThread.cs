using System.Runtime.CompilerServices;

namespace Primacy.Probing;

/// <summary>
/// The thread of the loop that a probe belongs to. An answer is read on the thread that hears of all sockets; who has
/// more to do there, as after a failure, awaits this first and so goes on at home.
/// </summary>
internal readonly struct HomeThread() : INotifyCompletion
{
    /// <summary>None on the pool, where every thread is as good as another.</summary>
    readonly SynchronizationContext? _loop = SynchronizationContext.Current;

    public bool IsCompleted => _loop is null || SynchronizationContext.Current == _loop;

    public HomeThread GetAwaiter() => this;

    public void OnCompleted(Action continuation) => _loop!.Post(static goOn => ((Action)goOn!).Invoke(), continuation);

    public void GetResult() { }
}
