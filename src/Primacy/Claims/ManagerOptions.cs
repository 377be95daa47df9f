using Primacy.Probing;

namespace Primacy.Claims;

/// <summary>Who manages a cluster, and so has a word on it.</summary>
internal sealed record ManagerOptions
{
    public static ManagerOptions None { get; } = new();

    public PatroniOptions? Patroni { get; init; }

    public RepmgrOptions? Repmgr { get; init; }

    /// <summary>Every pgpool, each to be asked for itself.</summary>
    public EquatableArray<ConnectionSettings> Pgpools { get; init; }

    /// <summary>By which names repmgr and pgpools may call the members.</summary>
    public EquatableArray<ServerName> Names { get; init; }

    /// <summary>Whose claims come by themselves; null when nobody's do.</summary>
    public IPostedClaims? Posted { get; init; }
}
