namespace Primacy.Lab.Kubernetes.Repmgr;

/// <summary>As what a pod starts, by what is known of bitnami's image.</summary>
internal abstract record RepmgrRole
{
    /// <summary>
    /// The choice that makes split brains: who was a primary and finds no other one goes on as a primary, also where it
    /// found none because it could ask nobody. See https://github.com/bitnami/charts/issues/20998.
    /// </summary>
    /// <param name="found">The primary that all partners who answered agree on; null for none.</param>
    /// <param name="wasPrimary">Whether this one was a primary when it last ran.</param>
    /// <param name="settings">What the container was told.</param>
    public static RepmgrRole Choose(string? found, bool wasPrimary, RepmgrSettings settings) =>
        (found, wasPrimary) switch
        {
            ({ } name, _) when name == settings.NetworkName => new Primary(),
            ({ } name, _) => new Standby(name),
            (null, true) => new Primary(),
            (null, false) when settings.BeginsAsPrimary => new Primary(),
            (null, false) => new Standby(settings.PrimaryHost),
        };

    /// <summary>With the data it has, or with new data where it has none.</summary>
    internal sealed record Primary : RepmgrRole;

    /// <summary>With a new copy of another one's data, whatever it has itself.</summary>
    internal sealed record Standby(string Upstream) : RepmgrRole;
}
