using Primacy.Probing;
using Primacy.Topology;

namespace Primacy.Watching;

/// <summary>
/// The probes of one cluster's members and the newest outcome of each. Used by one loop, so without locks.
/// </summary>
internal sealed class ClusterProbes(ClusterOptions cluster, TimeProvider time) : IAsyncDisposable
{
    readonly InstanceProbe[] _probes =
    [
        .. cluster.Instances.Select(i => new InstanceProbe(i.Instance, i.Connection, cluster.Timeout, time)),
    ];

    readonly Observation?[] _newest = new Observation?[cluster.Instances.Count];
    readonly bool[] _isLate = new bool[cluster.Instances.Count];

    public EquatableArray<Instance> Declared { get; } = cluster.Instances.Select(i => i.Instance).ToEquatableArray();

    /// <summary>The newest outcome of every member that has one.</summary>
    public IReadOnlyCollection<Observation> Newest => Array.FindAll(_newest, observation => observation is not null)!;

    /// <summary>Whether every member has been probed to an outcome.</summary>
    public bool IsComplete => Array.TrueForAll(_newest, observation => observation is not null);

    /// <summary>
    /// Probes all members in parallel and waits for their outcomes, but no longer than the patience. A member that was
    /// late the last time holds nobody up: it is waited for as long as the others take, and its former outcome stands
    /// until its probe ends or times out.
    /// </summary>
    public async Task LookAsync(TimeSpan patience, CancellationToken cancellation)
    {
        var awaited = new List<Task>(_probes.Length);
        for (var i = 0; i < _probes.Length; i++)
        {
            var look = _probes[i].Look();
            if (!_isLate[i] && !look.IsCompleted)
                awaited.Add(look);
        }
        if (awaited.Count > 0)
        {
            await Task.WhenAll(awaited)
                .WaitAsync(patience, time, cancellation)
                .ConfigureAwait(
                    ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext
                );
            cancellation.ThrowIfCancellationRequested();
        }
        for (var i = 0; i < _probes.Length; i++)
        {
            var outcome = _probes[i].Take();
            _isLate[i] = outcome is null or { Failure: ProbeFailure.TimedOut };
            _newest[i] = outcome ?? _newest[i];
        }
    }

    /// <summary>Reads some members again, from the beginning.</summary>
    public Task ReadAgainAsync(EquatableArray<InstanceId> instances, CancellationToken cancellation)
    {
        return Task.WhenAll(
            Enumerable.Range(0, _probes.Length).Where(i => instances.Contains(Declared[i].Id)).Select(ReadAsync)
        );

        async Task ReadAsync(int index) => _newest[index] = await _probes[index].ReadAgainAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var probe in _probes)
            await probe.DisposeAsync();
    }
}
