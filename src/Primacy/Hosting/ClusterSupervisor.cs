using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Primacy.Watching;

namespace Primacy.Hosting;

/// <summary>
/// Keeps one watcher running for each configured cluster. A watcher that throws takes the whole process down: a cluster
/// that is silently watched no longer would be the worst fault of all.
/// </summary>
internal sealed partial class ClusterSupervisor(
    Func<ClusterOptions, ClusterWatcher> create,
    JournalKeepers keepers,
    SnapshotFeed feed,
    IHostApplicationLifetime lifetime,
    ILogger<ClusterSupervisor> logger
) : BackgroundService
{
    readonly Channel<IReadOnlyList<ClusterOptions>> _wanted = Channel.CreateBounded<IReadOnlyList<ClusterOptions>>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest }
    );
    readonly Dictionary<string, RunningWatcher> _running = [];
    IReadOnlyList<ClusterOptions> _newest = [];

    /// <summary>The clusters that are to be watched, looked at already or not.</summary>
    public IReadOnlyList<ClusterOptions> Wanted => Volatile.Read(ref _newest);

    /// <summary>Names the clusters to watch from now on; those that are watched unchanged are not disturbed.</summary>
    public void Want(IReadOnlyList<ClusterOptions> clusters)
    {
        Volatile.Write(ref _newest, clusters);
        _wanted.Writer.TryWrite(clusters);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await StartedAsync(stoppingToken);
            var next = _wanted.Reader.ReadAsync(stoppingToken).AsTask();
            while (true)
            {
                var done = await Task.WhenAny([next, .. _running.Values.Select(r => r.Task)]);
                await done; // throws what a watcher threw
                if (done != next)
                    throw new InvalidOperationException("A watcher ended though nobody stopped it.");
                await ApplyAsync(await next, stoppingToken);
                next = _wanted.Reader.ReadAsync(stoppingToken).AsTask();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }
        catch (OperationCanceledException stray)
        {
            // A cancelled task looks like one that was told to stop, and the process would end as if all were well.
            throw new InvalidOperationException("A watcher was cancelled though nobody stopped it.", stray);
        }
        finally
        {
            await Task.WhenAll(_running.Values.Select(r => r.StopAsync()));
        }
    }

    /// <summary>Nothing is looked at before the listener has its address: a start that fails leaves no trace.</summary>
    async Task StartedAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
    }

    async Task ApplyAsync(IReadOnlyList<ClusterOptions> clusters, CancellationToken stoppingToken)
    {
        var wanted = clusters.ToDictionary(c => c.Name);
        foreach (var (name, watcher) in _running.ToArray())
        {
            if (wanted.GetValueOrDefault(name) == watcher.Options)
                continue;
            // Taken out first: one that has failed throws here, and must not be stopped a second time on the way out.
            _running.Remove(name);
            await watcher.StopAsync();
            if (wanted.ContainsKey(name))
                continue;
            feed.Remove(name);
            keepers.Forget(name);
            LogStopped(name);
        }
        foreach (var cluster in clusters.Where(c => !_running.ContainsKey(c.Name)))
        {
            _running[cluster.Name] = RunningWatcher.Start(cluster, create(cluster), stoppingToken);
            LogStarted(cluster.Name, cluster.Instances.Count, cluster.Interval.TotalMilliseconds);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "{Cluster}: watching {Instances} instances every {IntervalMilliseconds} ms"
    )]
    partial void LogStarted(string cluster, int instances, double intervalMilliseconds);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Cluster}: no longer configured, so no longer watched; its open incidents stay as they are"
    )]
    partial void LogStopped(string cluster);
}
