namespace Primacy.Claims;

/// <summary>Where Patroni's REST API is asked, and how.</summary>
internal sealed record PatroniOptions
{
    /// <summary>
    /// The API of every member, as far as possible: only the leader's own can show that it holds the leader key.
    /// </summary>
    public required EquatableArray<Uri> Urls { get; init; }

    /// <summary>A file with the trusted roots; null for those of the system.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>Our certificate, for an API that wants one (verify_client).</summary>
    public string? CertificateFile { get; init; }

    /// <summary>The key of our certificate; null when it is in the same file.</summary>
    public string? KeyFile { get; init; }

    /// <summary>
    /// The name for basic authentication; Patroni itself wants none for reading, a proxy before it may.
    /// </summary>
    public string? Username { get; init; }

    /// <summary>A file with nothing but the password, read with every question.</summary>
    public string? PasswordFile { get; init; }
}
