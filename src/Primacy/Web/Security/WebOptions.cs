namespace Primacy.Web.Security;

/// <summary>How the listener protects what it serves, as a web configuration file says.</summary>
internal sealed record WebOptions
{
    /// <summary>Null for plain HTTP.</summary>
    public TlsOptions? Tls { get; init; }

    /// <summary>Whether HTTP/2 is offered, which there is with TLS only.</summary>
    public bool HasHttp2 { get; init; } = true;

    /// <summary>What every response says besides.</summary>
    public EquatableArray<WebHeader> Headers { get; init; } = [];

    /// <summary>Who may come in; everybody where it is empty.</summary>
    public EquatableArray<WebUser> Users { get; init; } = [];

    /// <summary>Null for as many requests as there are.</summary>
    public RateLimit? Rate { get; init; }
}
