using System.Security.Authentication;

namespace Primacy.Web.Security;

/// <summary>How TLS is spoken.</summary>
internal sealed record TlsOptions
{
    /// <summary>The certificate, followed by those between it and its root.</summary>
    public required PemSource Certificate { get; init; }

    public required PemSource Key { get; init; }

    public ClientCertificates Clients { get; init; }

    /// <summary>Who vouches for the certificates of clients; null for those whom the system trusts.</summary>
    public PemSource? ClientAuthorities { get; init; }

    /// <summary>One of these names a client's certificate must have; empty for any.</summary>
    public EquatableArray<string> ClientNames { get; init; } = [];

    public SslProtocols Protocols { get; init; } = SslProtocols.Tls12 | SslProtocols.Tls13;

    /// <summary>What may be used up to TLS 1.2, by IANA's names; empty for what the system takes.</summary>
    public EquatableArray<string> Suites { get; init; } = [];
}
