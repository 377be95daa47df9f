using Npgsql;
using Primacy.Probing;

namespace Primacy.Configuration.Libpq;

/// <summary>
/// What sslmode and the certificates mean together. The result says all of it: a root certificate is set only where
/// it is to be verified against. See https://www.postgresql.org/docs/current/libpq-ssl.html.
/// </summary>
internal static class TlsReader
{
    const string SystemStore = "system";

    static readonly Dictionary<string, SslMode> Modes = new()
    {
        ["disable"] = SslMode.Disable,
        ["allow"] = SslMode.Allow,
        ["prefer"] = SslMode.Prefer,
        ["require"] = SslMode.Require,
        ["verify-ca"] = SslMode.VerifyCA,
        ["verify-full"] = SslMode.VerifyFull,
    };

    public static ConnectionSettings Read(ConnectionSettings settings, ConnectionLayers layers, Problems problems)
    {
        var root = layers.Find("sslrootcert");
        var (mode, rootPath) =
            root?.Value == SystemStore
                ? WithSystemStore(layers.Find("sslmode"), problems)
                : WithFile(Mode(layers.Find("sslmode"), problems), root, layers.Around, problems);
        var (certificate, key) =
            mode is SslMode.Disable || layers.Find("sslcertmode")?.Value == "disable"
                ? (null, null)
                : ClientCertificate(layers, problems);
        return settings with
        {
            SslMode = mode,
            SslRootCert = rootPath,
            SslCert = certificate,
            SslKey = key,
            SslPassword = layers.Find("sslpassword")?.Value,
        };
    }

    static SslMode Mode(Setting? setting, Problems problems)
    {
        if (setting is null)
            return SslMode.Prefer;
        if (Modes.TryGetValue(setting.Value, out var mode))
            return mode;
        problems.Add(
            setting.At,
            $"sslmode is one of {string.Join(", ", Modes.Keys)}, not '{setting.Value}'."
                + Spelling.Suggest(setting.Value, Modes.Keys)
        );
        return SslMode.Prefer;
    }

    /// <summary>
    /// The system trusts many, so that only a check of the name proves anything; libpq insists on it too.
    /// </summary>
    static (SslMode, string?) WithSystemStore(Setting? mode, Problems problems)
    {
        if (mode is { Value: not "verify-full" })
            problems.Add(mode.At, "sslrootcert=system needs sslmode=verify-full: weaker modes would prove nothing");
        return (SslMode.VerifyFull, SystemStore);
    }

    static (SslMode, string?) WithFile(SslMode mode, Setting? root, Surroundings around, Problems problems)
    {
        var path = root?.Value ?? Path.Combine(around.PostgresDirectory, "root.crt");
        var exists = around.FileExists(path);
        switch (mode)
        {
            case SslMode.Require when exists:
                return (SslMode.VerifyCA, path);
            case SslMode.VerifyCA or SslMode.VerifyFull when exists:
                return (mode, path);
            case SslMode.Require when root is null:
                return (mode, null);
            case SslMode.Require or SslMode.VerifyCA or SslMode.VerifyFull:
                problems.Add(root?.At ?? new Location("sslrootcert"), MissingRoot(path));
                return (mode, null);
            default:
                return (mode, null);
        }
    }

    static string MissingRoot(string path) =>
        $"the root certificate file '{path}' does not exist: provide it, or use the system's trusted roots with "
        + "sslrootcert=system and sslmode=verify-full";

    static (string? Certificate, string? Key) ClientCertificate(ConnectionLayers layers, Problems problems)
    {
        var around = layers.Around;
        var given = layers.Find("sslcert");
        var certificate = given?.Value ?? Path.Combine(around.PostgresDirectory, "postgresql.crt");
        if (!around.FileExists(certificate))
        {
            if (given is { })
                problems.Add(given.At, $"the certificate file '{certificate}' does not exist");
            return (null, null);
        }
        var key = layers.Find("sslkey")?.Value ?? Path.Combine(around.PostgresDirectory, "postgresql.key");
        if (around.FileExists(key))
            return (certificate, key);
        problems.Add(
            layers.Find("sslkey")?.At ?? given?.At ?? new Location("sslkey"),
            $"there is the certificate '{certificate}', but its key file '{key}' does not exist"
        );
        return (null, null);
    }
}
