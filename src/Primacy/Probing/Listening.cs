using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Primacy.Probing;

/// <summary>
/// Lets the loop's own thread wait for the first bytes of an answer, or for the end of the connection: reading then
/// succeeds at once. To have the thread that hears of all sockets woken, and to be woken by it, costs more than the
/// answer. Elsewhere than on such a loop it does not wait at all.
/// </summary>
internal readonly struct Listening(Socket? socket) : ICriticalNotifyCompletion
{
    public bool IsCompleted => socket is null || SynchronizationContext.Current is not IListeningLoop;

    public Listening GetAwaiter() => this;

    public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

    public void UnsafeOnCompleted(Action continuation) =>
        ((IListeningLoop)SynchronizationContext.Current!).Listen(socket!, continuation);

    public void GetResult() { }
}
