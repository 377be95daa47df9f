namespace Primacy.Claims;

/// <summary>
/// A name in DNS by which managers know a server that is declared by its address, as pods are. A cluster's names are
/// written with more or fewer of the domains they lie in.
/// See https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/.
/// </summary>
/// <param name="Full">The name with all domains but the cluster's own, such as <c>db-0.db.shop.svc</c>.</param>
/// <param name="Host">The host that is declared.</param>
internal sealed record ServerName(string Full, string Host)
{
    /// <summary>
    /// Whether a host is this one: the name, what it begins with, or the name in the cluster's domain.
    /// </summary>
    public bool Is(string host) =>
        host.Contains('.')
        && (
            Full == host
            || Full.StartsWith($"{host}.", StringComparison.Ordinal)
            || host.StartsWith($"{Full}.", StringComparison.Ordinal)
        );
}
