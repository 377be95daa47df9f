using Primacy.Kubernetes.Leadership;

namespace Primacy.Tests.Kubernetes.Leadership;

/// <summary>The Lease of a model: who asks it is answered at once, or not at all.</summary>
sealed class ModelLease
{
    public LeaseRecord Record { get; set; } = new();

    public bool IsAway { get; set; }
}
