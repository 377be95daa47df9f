namespace Primacy.Kubernetes.Objects;

/// <summary>A Lease: who holds it, and a word that changes whenever it is renewed.</summary>
internal sealed record Lease(ObjectMeta Meta) : KubernetesObject(Meta)
{
    public string? Holder { get; init; }

    public string? RenewedAt { get; init; }
}
