using Primacy.Claims;
using Primacy.Topology;

namespace Primacy.Watching;

/// <summary>
/// What the managers of a cluster say, asked over and over beside the loop. A manager that does not answer holds up
/// nobody, not even another manager.
/// </summary>
internal sealed class ClusterClaims : IAsyncDisposable
{
    /// <summary>
    /// Managers change their minds in seconds, and a question is work for them: Patroni runs a query for it.
    /// </summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    readonly TimeProvider _time;
    readonly string _cluster;
    readonly IPostedClaims? _posted;
    readonly CancellationTokenSource _stop = new();
    readonly IClaimSource[] _sources;
    readonly Claim?[] _newest;
    Task[] _work = [];

    public ClusterClaims(ClusterOptions cluster, TimeProvider time)
    {
        _time = time;
        _cluster = cluster.Name;
        _posted = cluster.Managers.Posted;
        _sources = [.. Sources(cluster, time)];
        _newest = new Claim?[_sources.Length];
    }

    /// <summary>
    /// The newest word of each manager that has been asked to an answer. Throws what the asking threw: a fault of ours
    /// is never taken for a manager's silence.
    /// </summary>
    public EquatableArray<Claim> Newest
    {
        get
        {
            foreach (var asking in _work)
            {
                if (asking.IsFaulted)
                    asking.GetAwaiter().GetResult();
            }
            if (_sources.Length == 0)
                return Posted;
            return
            [
                .. Enumerable.Range(0, _newest.Length).Select(i => Volatile.Read(ref _newest[i])).OfType<Claim>(),
                .. Posted,
            ];
        }
    }

    /// <summary>Begins to ask, until disposed, and not on the caller's thread.</summary>
    public void Start() =>
        _work = [.. Enumerable.Range(0, _sources.Length).Select(index => Task.Run(() => KeepAskingAsync(index)))];

    /// <summary>Asks everybody once.</summary>
    public async Task<EquatableArray<Claim>> AskOnceAsync(CancellationToken cancellation) =>
        [.. await Task.WhenAll(_sources.Select(source => source.AskAsync(cancellation))), .. Posted];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        // Whoever reads Newest has been told of a fault; here only the end is waited for.
        await Task.WhenAll(_work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var source in _sources)
            await source.DisposeAsync();
        _stop.Dispose();
    }

    EquatableArray<Claim> Posted => _posted?.Of(_cluster) ?? [];

    async Task KeepAskingAsync(int index)
    {
        using var timer = new PeriodicTimer(Interval, _time);
        try
        {
            do Volatile.Write(ref _newest[index], await _sources[index].AskAsync(_stop.Token));
            while (await timer.WaitForNextTickAsync(_stop.Token));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested) { }
    }

    static IEnumerable<IClaimSource> Sources(ClusterOptions cluster, TimeProvider time)
    {
        var (managers, timeout) = (cluster.Managers, cluster.Timeout);
        if (managers.Patroni is { } patroni)
            yield return new PatroniClaims(patroni, timeout, time);
        if (managers.Repmgr is { } repmgr)
        {
            foreach (var (instance, connection) in cluster.Instances)
            {
                var settings = connection with { Database = repmgr.Database };
                yield return new NamedClaims(new RepmgrClaims(instance.Id, settings, timeout, time), managers.Names);
            }
        }
        foreach (var pgpool in managers.Pgpools)
            yield return new NamedClaims(new PgpoolClaims(pgpool, timeout, time), managers.Names);
    }
}
