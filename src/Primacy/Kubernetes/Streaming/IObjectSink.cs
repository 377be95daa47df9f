using Primacy.Kubernetes.Objects;

namespace Primacy.Kubernetes.Streaming;

/// <summary>Takes what a watch sees. Called by one watch at a time, in the order of what happened.</summary>
internal interface IObjectSink
{
    /// <summary>Everything there is now.</summary>
    void Replace(IReadOnlyCollection<KubernetesObject> objects);

    /// <summary>An object is new, or has changed.</summary>
    void Put(KubernetesObject thing);

    void Remove(string space, string name);

    /// <summary>It may not be seen, or is not there; what was seen before stands.</summary>
    void Refuse();

    /// <summary>What is kept holds from now on; false when the API server is out of reach.</summary>
    void Confirm(bool isHeard);
}
