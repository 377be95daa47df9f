using Primacy.Watching;

namespace Primacy.Hosting;

/// <summary>A watcher at work, and the means to stop it.</summary>
internal sealed class RunningWatcher
{
    readonly CancellationTokenSource _stop;

    RunningWatcher(ClusterOptions options, Task task, CancellationTokenSource stop) =>
        (Options, Task, _stop) = (options, task, stop);

    public ClusterOptions Options { get; }

    /// <summary>Ends only when the watcher is stopped or fails.</summary>
    public Task Task { get; }

    public static RunningWatcher Start(ClusterOptions options, ClusterWatcher watcher, CancellationToken stoppingToken)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        return new(options, watcher.RunAsync(stop.Token), stop);
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await Task;
        }
        catch (OperationCanceledException) { }
        finally
        {
            _stop.Dispose();
        }
    }
}
