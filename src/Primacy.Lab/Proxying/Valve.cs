namespace Primacy.Lab.Proxying;

/// <summary>Lets everything pass while open, and holds everything while closed.</summary>
internal sealed class Valve
{
    static readonly TaskCompletionSource Open = Opened();

    readonly Lock _lock = new();
    TaskCompletionSource _passage = Open;

    public bool IsClosed => !_passage.Task.IsCompleted;

    public Task PassAsync(CancellationToken cancellationToken) => _passage.Task.WaitAsync(cancellationToken);

    public void Set(bool isClosed)
    {
        lock (_lock)
        {
            if (isClosed == IsClosed)
                return;
            if (isClosed)
                _passage = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            else
                _passage.SetResult();
        }
    }

    static TaskCompletionSource Opened()
    {
        var open = new TaskCompletionSource();
        open.SetResult();
        return open;
    }
}
