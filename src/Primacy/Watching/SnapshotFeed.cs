using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Primacy.Watching;

/// <summary>
/// The newest snapshot of every cluster, and a signal when there is a newer one. Readers may miss snapshots, never see
/// an older one after a newer, and never hold a watcher up.
/// </summary>
internal sealed class SnapshotFeed
{
    ImmutableSortedDictionary<string, ClusterSnapshot> _newest = ImmutableSortedDictionary<
        string,
        ClusterSnapshot
    >.Empty;

    /// <summary>Set by the first who waits: mostly nobody does.</summary>
    TaskCompletionSource? _changed;

    /// <summary>The newest snapshot of each cluster, by name.</summary>
    public ImmutableSortedDictionary<string, ClusterSnapshot> Newest => Volatile.Read(ref _newest);

    public void Publish(ClusterSnapshot snapshot)
    {
        ImmutableInterlocked.Update(ref _newest, static (all, one) => all.SetItem(one.Cluster, one), snapshot);
        Signal();
    }

    /// <summary>Forgets a cluster that is watched no longer.</summary>
    public void Remove(string cluster)
    {
        ImmutableInterlocked.Update(ref _newest, static (all, name) => all.Remove(name), cluster);
        Signal();
    }

    /// <summary>The newest state now, and again whenever it has changed since it was last taken.</summary>
    public async IAsyncEnumerable<ImmutableSortedDictionary<string, ClusterSnapshot>> ReadAllAsync(
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        while (true)
        {
            var changed = NextChange();
            yield return Newest;
            await changed.WaitAsync(cancellation);
        }
    }

    void Signal() => Interlocked.Exchange(ref _changed, null)?.TrySetResult();

    Task NextChange()
    {
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return (Interlocked.CompareExchange(ref _changed, mine, null) ?? mine).Task;
    }
}
