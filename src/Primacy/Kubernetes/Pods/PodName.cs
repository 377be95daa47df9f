namespace Primacy.Kubernetes.Pods;

/// <summary>Which pod is meant.</summary>
internal readonly record struct PodName(string Namespace, string Name)
{
    public override string ToString() => $"{Namespace}/{Name}";
}
