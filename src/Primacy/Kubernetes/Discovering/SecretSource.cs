namespace Primacy.Kubernetes.Discovering;

/// <summary>Which Secret holds the credentials for a cluster.</summary>
/// <param name="Reference">The Secret, with "{cluster}" in its name; null for the one that its operator makes.</param>
internal sealed record SecretSource(SecretReference? Reference)
{
    /// <summary>The Secret of a cluster; null when its operator makes none.</summary>
    public SecretReference? Of(IPreset preset, DiscoveredCluster cluster) =>
        Reference is { } given
            ? given with
            {
                Name = given.Name.Replace("{cluster}", cluster.Key.Name, StringComparison.Ordinal),
            }
            : preset.SecretOf(cluster);
}
