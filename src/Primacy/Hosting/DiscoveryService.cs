using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Primacy.Claims;
using Primacy.Kubernetes;
using Primacy.Kubernetes.Discovering;
using Primacy.Kubernetes.Following;
using Primacy.Kubernetes.Membership;
using Primacy.Kubernetes.Pods;
using Primacy.Topology;

namespace Primacy.Hosting;

/// <summary>Finds clusters in Kubernetes as long as the configuration says so.</summary>
internal sealed partial class DiscoveryService(
    IRollStore store,
    TimeProvider time,
    ILoggerFactory loggers,
    ILogger<DiscoveryService> logger
) : BackgroundService, IPostedClaims
{
    static readonly TimeSpan UnreachablePause = TimeSpan.FromSeconds(10);

    readonly SemaphoreSlim _changed = new(0);
    KubernetesOptions? _wanted;
    ClusterFinder? _finder;
    KubernetesConnection? _connection;
    ImmutableDictionary<string, ClusterKey> _keys = ImmutableDictionary<string, ClusterKey>.Empty;

    /// <summary>The API server, for those who act on what was found; null while it is not asked.</summary>
    public KubernetesConnection? Connection => Volatile.Read(ref _connection);

    /// <summary>The pod of an instance of a cluster, by our names; null where it was not found in Kubernetes.</summary>
    public PodName? PodOf(string cluster, InstanceId instance) =>
        Volatile.Read(ref _keys).TryGetValue(cluster, out var key)
        && Found.FirstOrDefault(one => one.Key == key) is { } found
        && found.Instances.Any(one => one.Name == instance.Name)
            ? new PodName(key.Namespace, instance.Name)
            : null;

    /// <summary>What has been found; nothing before anything was.</summary>
    public EquatableArray<FoundCluster> Found { get; private set; }

    /// <summary>Is told when something else has been found.</summary>
    public Action Changed { get; set; } = () => { };

    /// <summary>What is looked for from now on; null for nothing.</summary>
    public void Use(KubernetesOptions? options)
    {
        if (options == Volatile.Read(ref _wanted))
            return;
        Volatile.Write(ref _wanted, options);
        _changed.Release();
    }

    /// <summary>Whose claims are meant by a cluster's name.</summary>
    public void Name(IEnumerable<KeyValuePair<string, FoundCluster>> named) =>
        Volatile.Write(ref _keys, named.ToImmutableDictionary(entry => entry.Key, entry => entry.Value.Key));

    public EquatableArray<Claim> Of(string cluster) =>
        Volatile.Read(ref _finder) is { } finder && Volatile.Read(ref _keys).TryGetValue(cluster, out var key)
            ? finder.ClaimsOf(key)
            : [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            var finding = FindAsync(Volatile.Read(ref _wanted), stop.Token);
            var waiting = _changed.WaitAsync(stop.Token);
            var done = await Task.WhenAny(finding, waiting);
            await stop.CancelAsync();
            await Task.WhenAll(finding, waiting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            stoppingToken.ThrowIfCancellationRequested();
            // Of the two only the waiting may end; what ended the finding is a fault of ours.
            await done;
        }
    }

    async Task FindAsync(KubernetesOptions? options, CancellationToken cancellation)
    {
        if (options is null)
        {
            Use([]);
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellation);
            return;
        }
        while (true)
        {
            try
            {
                using var connection = KubernetesConnection.Open(options);
                LogFollowing(connection.Server);
                Volatile.Write(ref _connection, connection);
                var finder = new ClusterFinder(options, connection, store, time, loggers);
                Volatile.Write(ref _finder, finder);
                await finder.RunAsync(Use, cancellation);
            }
            catch (KubernetesAccessException fault)
            {
                LogUnreachable(fault.Message);
                await Task.Delay(UnreachablePause, time, cancellation);
            }
            finally
            {
                Volatile.Write(ref _connection, null);
            }
        }
    }

    void Use(EquatableArray<FoundCluster> found)
    {
        if (found == Found)
            return;
        Found = found;
        var instances = found.Sum(cluster => cluster.Instances.Count);
        LogFound(found.Count, instances);
        Changed();
    }

    public override void Dispose()
    {
        _changed.Dispose();
        base.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Kubernetes: following what happens at {Server}")]
    partial void LogFollowing(Uri server);

    [LoggerMessage(Level = LogLevel.Error, Message = "Kubernetes: {Fault}")]
    partial void LogUnreachable(string fault);

    [LoggerMessage(Level = LogLevel.Information, Message = "Kubernetes: clusters: {Clusters}, instances: {Instances}")]
    partial void LogFound(int clusters, int instances);
}
