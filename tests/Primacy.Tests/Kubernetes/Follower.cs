using Microsoft.Extensions.Logging;
using Primacy.Kubernetes;
using Primacy.Kubernetes.Discovering;
using Primacy.Kubernetes.Following;
using Primacy.Kubernetes.Membership;
using Primacy.Topology;
using Xunit;

namespace Primacy.Tests.Kubernetes;

/// <summary>A finder at work, and what it has found.</summary>
sealed class Follower : IAsyncDisposable, IRollStore
{
    readonly KubernetesConnection _connection;
    readonly CancellationTokenSource _stop = new();
    readonly ClusterFinder _finder;
    readonly Task _running;
    EquatableArray<FoundCluster> _found;
    int _changes;

    Follower(KubernetesOptions options, EquatableArray<KnownCluster> known)
    {
        Known = known.ToDictionary(cluster => cluster.Key);
        _connection = KubernetesConnection.Open(options, Requests);
        _finder = new ClusterFinder(options, _connection, this, TimeProvider.System, Logs);
        _running = _finder.RunAsync(Take, _stop.Token);
    }

    public CountingHandler Requests { get; } = new();

    public LogLines Logs { get; } = new();

    /// <summary>What is kept over a restart.</summary>
    public Dictionary<ClusterKey, KnownCluster> Known { get; }

    public EquatableArray<FoundCluster> Found
    {
        get
        {
            Assert.False(_running.IsFaulted, _running.Exception?.ToString());
            return _found;
        }
    }

    /// <summary>How often something else was found.</summary>
    public int Changes => Volatile.Read(ref _changes);

    /// <summary>Follows what happens in one namespace of a control plane.</summary>
    public static Follower Start(
        ControlPlane plane,
        string space,
        Func<KubernetesOptions, KubernetesOptions>? adapt = null,
        EquatableArray<KnownCluster> known = default
    )
    {
        var options = new KubernetesOptions { Kubeconfig = plane.Kubeconfig, Namespaces = [space] };
        return new Follower(adapt?.Invoke(options) ?? options, known);
    }

    /// <summary>"name=address", for each instance of the only cluster.</summary>
    public string Words =>
        Found is [var cluster]
            ? string.Join(' ', cluster.Instances.Select(instance => $"{instance.Name}={instance.Address}"))
            : $"{Found.Count} clusters";

    public EquatableArray<Claim> Claims => Found is [var cluster] ? _finder.ClaimsOf(cluster.Key) : [];

    public async Task SeesAsync(string words)
    {
        try
        {
            await Eventually.Holds(() => Words == words, $"it sees {words}");
        }
        catch (Xunit.Sdk.XunitException late)
        {
            Assert.Fail($"{late.Message}, but {Words}:\n{string.Join('\n', Logs.All)}");
        }
    }

    public EquatableArray<KnownCluster> Load() => [.. Known.Values];

    public void Save(IReadOnlyCollection<KnownCluster> changed, IReadOnlyCollection<ClusterKey> gone)
    {
        foreach (var key in gone)
            Known.Remove(key);
        foreach (var cluster in changed)
            Known[cluster.Key] = cluster;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _connection.Dispose();
        Requests.Dispose();
        Logs.Dispose();
        _stop.Dispose();
    }

    void Take(EquatableArray<FoundCluster> found)
    {
        _found = found;
        Interlocked.Increment(ref _changes);
    }
}
