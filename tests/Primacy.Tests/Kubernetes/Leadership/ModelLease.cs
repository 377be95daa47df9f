using Primacy.Kubernetes.Leadership;

namespace Primacy.Tests.Kubernetes.Leadership;

/// <summary>The Lease of a model: who asks it is answered at once, or not at all.</summary>
sealed class ModelLease
{
    public LeaseRecord Record { get; set; } = new();

    public bool IsAway { get; set; }

    /// <summary>Whether it can be read and not written, as with a full disk below it, or without the right.</summary>
    public bool IsReadOnly { get; set; }
}
