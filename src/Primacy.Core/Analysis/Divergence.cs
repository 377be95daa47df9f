using Primacy.Topology;

namespace Primacy.Analysis;

/// <summary>How far an older primary and the newest one have grown apart.</summary>
/// <param name="Older">The primary on the older timeline.</param>
/// <param name="Newer">The primary on the newest timeline.</param>
/// <param name="Fork">Where the newer timeline forked off; an upper bound unless exact; null when unknown.</param>
/// <param name="IsExact">Whether <paramref name="Fork"/> is the very position.</param>
/// <param name="OlderBytes">Bytes of WAL the older one wrote past the fork; a lower bound unless exact.</param>
/// <param name="NewerBytes">Bytes of WAL the newer one wrote past the fork; a lower bound unless exact.</param>
/// <param name="State">What follows.</param>
public sealed record Divergence(
    InstanceId Older,
    InstanceId Newer,
    Lsn? Fork,
    bool IsExact,
    ulong OlderBytes,
    ulong NewerBytes,
    DivergenceState State
);
