namespace Primacy.Claims;

/// <summary>Patroni's answer to <c>GET /cluster</c>, as far as we read it.</summary>
internal sealed record PatroniCluster(IReadOnlyList<PatroniMember?>? Members, bool Pause);
