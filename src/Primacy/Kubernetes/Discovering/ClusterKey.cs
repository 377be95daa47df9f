namespace Primacy.Kubernetes.Discovering;

/// <summary>Which cluster is meant.</summary>
internal readonly record struct ClusterKey(string Preset, string Namespace, string Name)
{
    public override string ToString() => $"{Namespace}/{Name} ({Preset})";
}
