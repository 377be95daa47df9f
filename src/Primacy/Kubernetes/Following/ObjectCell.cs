using Primacy.Kubernetes.Objects;
using Primacy.Kubernetes.Streaming;

namespace Primacy.Kubernetes.Following;

/// <summary>What one watch has seen. Whoever reads it takes its lock through <see cref="Read"/>.</summary>
/// <param name="kind">The kind of object.</param>
/// <param name="changed">Is told when something differs from before.</param>
/// <param name="time">The clock.</param>
internal sealed class ObjectCell(ObjectKind kind, Action changed, TimeProvider time) : IObjectSink
{
    readonly Lock _gate = new();
    readonly Dictionary<(string Namespace, string Name), KubernetesObject> _objects = [];
    DateTimeOffset? _heardAt;
    bool _isHeard;

    public ObjectKind Kind => kind;

    /// <summary>Whether it has been listed, or has been refused.</summary>
    public bool IsReady { get; private set; }

    /// <summary>Whether it may not be seen.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>Until when what is kept certainly was what there is; null when it was never heard of.</summary>
    public DateTimeOffset? HeardAt
    {
        get
        {
            lock (_gate)
                return _isHeard ? time.GetUtcNow() : _heardAt;
        }
    }

    public void Read(ICollection<KubernetesObject> into)
    {
        lock (_gate)
        {
            foreach (var thing in _objects.Values)
                into.Add(thing);
        }
    }

    public void Replace(IReadOnlyCollection<KubernetesObject> objects)
    {
        bool isNew;
        lock (_gate)
        {
            isNew = !IsReady || IsRefused || objects.Count != _objects.Count || !objects.All(IsKnown);
            _objects.Clear();
            foreach (var thing in objects)
                _objects[(thing.Namespace, thing.Name)] = thing;
            (IsReady, IsRefused) = (true, false);
        }
        if (isNew)
            changed();
    }

    public void Put(KubernetesObject thing)
    {
        lock (_gate)
        {
            if (IsKnown(thing))
                return;
            _objects[(thing.Namespace, thing.Name)] = thing;
        }
        changed();
    }

    public void Remove(string space, string name)
    {
        lock (_gate)
        {
            if (!_objects.Remove((space, name)))
                return;
        }
        changed();
    }

    public void Refuse()
    {
        lock (_gate)
        {
            if (IsRefused)
                return;
            (IsReady, IsRefused) = (true, true);
        }
        changed();
    }

    public void Confirm(bool isHeard)
    {
        lock (_gate)
        {
            if (_isHeard || isHeard)
                _heardAt = time.GetUtcNow();
            _isHeard = isHeard;
        }
    }

    bool IsKnown(KubernetesObject thing) =>
        _objects.TryGetValue((thing.Namespace, thing.Name), out var known) && known.Equals(thing);
}
