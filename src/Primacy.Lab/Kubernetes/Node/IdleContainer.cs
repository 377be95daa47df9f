namespace Primacy.Lab.Kubernetes.Node;

/// <summary>Of a pod that is only there to be seen: it is ready, and does nothing.</summary>
internal sealed class IdleContainer : IContainer
{
    readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Exited => _end.Task;

    public Task StartAsync(CancellationToken cancellation) => Task.CompletedTask;

    public Task<bool> IsReadyAsync(CancellationToken cancellation) => Task.FromResult(true);

    public Task StopAsync(CancellationToken patience) => KillAsync();

    public Task KillAsync()
    {
        _end.TrySetResult();
        return Task.CompletedTask;
    }
}
