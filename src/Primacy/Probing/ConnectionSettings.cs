using Npgsql;

namespace Primacy.Probing;

/// <summary>How one instance is connected to, after files, environment and defaults have been taken in.</summary>
internal sealed record ConnectionSettings
{
    /// <summary>A host name, an address, or the directory of a Unix socket when it begins with a slash.</summary>
    public required string Host { get; init; }

    public int Port { get; init; } = 5432;

    /// <summary>Whether the host is the directory of a Unix socket, or the prefix of an abstract one.</summary>
    public bool IsSocket => Host is ['/' or '@', ..];

    public required string User { get; init; }

    public string Database { get; init; } = "postgres";

    /// <summary>
    /// A password given in so many words; <see cref="PasswordFile"/> and PassFile are asked when null.
    /// </summary>
    public string? Password { get; init; }

    /// <summary>
    /// A file that holds nothing but the password; read at every connect, so that rotation needs no reload.
    /// </summary>
    public string? PasswordFile { get; init; }

    /// <summary>A .pgpass file; null for the default one.</summary>
    public string? PassFile { get; init; }

    public SslMode SslMode { get; init; } = SslMode.Prefer;

    public string? SslRootCert { get; init; }

    public string? SslCert { get; init; }

    public string? SslKey { get; init; }

    public string? SslPassword { get; init; }

    public ChannelBinding ChannelBinding { get; init; } = ChannelBinding.Prefer;

    /// <summary>Command-line options for the session, in libpq's form: "-c name=value".</summary>
    public string? Options { get; init; }

    public string ApplicationName { get; init; } = "primacy";

    /// <summary>libpq's connect_timeout; null for the cluster's probe timeout.</summary>
    public TimeSpan? ConnectTimeout { get; init; }

    /// <summary>Never prints a secret.</summary>
    public override string ToString() => $"host={Host} port={Port} user={User} dbname={Database}";
}
