using k8s.Models;

namespace Primacy.Lab.Kubernetes.Node;

/// <summary>
/// Stands in for a node with its kubelet, and for the scheduler, which has no choice: each pod's PostgreSQL is a local
/// process at the pod's own address.
/// </summary>
internal sealed class LabNode : IAsyncDisposable
{
    public const string Name = "lab";

    /// <summary>
    /// An annotation of a pod: how the next one of its name is to start. With <see cref="Alone"/> it does not find the
    /// other pods, as when its node's network comes up late.
    /// </summary>
    public const string NextStart = "primacy.lab/next-start";

    public const string Alone = "alone";

    readonly string _volumes;
    readonly ContainerImages _images;
    readonly IProgress<string>? _progress;
    readonly CancellationTokenSource _end = new();
    readonly Dictionary<string, PodWorker> _workers = [];
    readonly Dictionary<(string, string), Task<bool>> _last = [];
    readonly Task _following;

    public LabNode(
        k8s.Kubernetes client,
        string volumes,
        ContainerImages images,
        TimeProvider time,
        IProgress<string>? progress
    )
    {
        (_volumes, _images, _progress, Time) = (volumes, images, progress, time);
        Api = new PodApi(client, time);
        var watch = new PodWatch(client, time)
        {
            Listed = Replace,
            Changed = Put,
            Gone = Remove,
        };
        _following = watch.RunAsync(_end.Token);
    }

    public PodApi Api { get; }

    public TimeProvider Time { get; }

    public void Say(string sentence) => _progress?.Report(sentence);

    public PodPlace PlaceOf(V1Pod pod, bool isAlone)
    {
        var (space, name) = (pod.Metadata.NamespaceProperty, pod.Metadata.Name);
        var claim = pod
            .Spec.Volumes?.Select(volume => volume.PersistentVolumeClaim?.ClaimName)
            .FirstOrDefault(c => c is not null);
        return new PodPlace(
            _images.Addresses.Of(space, name),
            Path.Combine(_volumes, $"{space}.{claim ?? name}"),
            isAlone
        );
    }

    public Task<IContainer> ContainerOfAsync(V1Pod pod, PodPlace place, CancellationToken cancellation) =>
        _images.CreateAsync(pod, place, Api, cancellation);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Task[] working = [.. _workers.Values.Select(worker => worker.Completion)];
        await Task.WhenAll(working).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var worker in _workers.Values)
            worker.Dispose();
        _end.Dispose();
    }

    void Replace(IReadOnlyCollection<V1Pod> pods)
    {
        var present = pods.Select(pod => pod.Metadata.Uid).ToHashSet();
        foreach (var worker in _workers.Where(worker => !present.Contains(worker.Key)).Select(worker => worker.Value))
            worker.Vanish();
        foreach (var pod in pods)
            Put(pod);
    }

    void Put(V1Pod pod)
    {
        if (_workers.TryGetValue(pod.Metadata.Uid, out var known))
            known.Update(pod);
        else if (pod.Spec.NodeName is null or "" or Name)
            Begin(pod);
    }

    void Remove(V1Pod pod)
    {
        if (_workers.TryGetValue(pod.Metadata.Uid, out var worker))
            worker.Vanish();
    }

    /// <summary>One of the same name may still be at work, with the same volume.</summary>
    void Begin(V1Pod pod)
    {
        var worker = _workers[pod.Metadata.Uid] = new PodWorker(pod, this);
        var key = (pod.Metadata.NamespaceProperty, pod.Metadata.Name);
        worker.Start(_last.GetValueOrDefault(key, Task.FromResult(false)), _end.Token);
        _last[key] = worker.Completion;
        worker.Update(pod);
    }
}
