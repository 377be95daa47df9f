using Primacy.Kubernetes.Objects;
using Primacy.Kubernetes.Streaming;

namespace Primacy.Kubernetes.Following;

/// <summary>
/// Follows each Secret that is needed by its name, so that a role need not allow more than those. Used by one loop.
/// </summary>
internal sealed class SecretWatches(
    Func<Collection, IObjectSink, ResourceWatch> watch,
    Action changed,
    TimeProvider time
) : IAsyncDisposable
{
    readonly Dictionary<(string Namespace, string Name), Watched> _watched = [];

    /// <summary>Follows these from now on, and no others.</summary>
    public async Task WantAsync(IReadOnlySet<(string Namespace, string Name)> wanted)
    {
        foreach (var (key, old) in _watched.Where(entry => !wanted.Contains(entry.Key)).ToArray())
        {
            _watched.Remove(key);
            await old.StopAsync();
        }
        foreach (var key in wanted.Where(key => !_watched.ContainsKey(key)))
        {
            var cell = new ObjectCell(ObjectKind.Secret, changed, time);
            var stop = new CancellationTokenSource();
            var collection = new Collection(ObjectKind.Secret, key.Namespace, null, key.Name);
            _watched[key] = new Watched(cell, watch(collection, cell).RunAsync(stop.Token), stop);
        }
    }

    /// <summary>Whether it is known by now whether there is such a Secret, and what is in it.</summary>
    public bool IsReady(string space, string name) =>
        _watched.TryGetValue((space, name), out var watched) && watched.Cell.IsReady;

    /// <summary>
    /// The Secret; null when there is none, or we may not read it. One that is deleted to be made anew stands until
    /// then.
    /// </summary>
    public Secret? Find(string space, string name)
    {
        if (!_watched.TryGetValue((space, name), out var watched))
            return null;
        var found = new List<KubernetesObject>();
        watched.Cell.Read(found);
        if (found is [Secret secret])
            watched.Newest = secret;
        return watched.Newest;
    }

    public async ValueTask DisposeAsync() => await WantAsync(new HashSet<(string, string)>());

    sealed record Watched(ObjectCell Cell, Task Task, CancellationTokenSource Stop)
    {
        public Secret? Newest { get; set; }

        public async Task StopAsync()
        {
            await Stop.CancelAsync();
            await Task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Stop.Dispose();
        }
    }
}
