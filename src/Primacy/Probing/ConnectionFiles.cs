using Npgsql;
using Primacy.Topology;

namespace Primacy.Probing;

/// <summary>
/// The files a connection needs. They are looked at before every connect, so that a rotated one is taken up and an
/// unreadable one is named.
/// </summary>
internal static class ConnectionFiles
{
    public static void Check(ConnectionSettings settings)
    {
        if (settings is { Password: null, PasswordFile: { } passwordFile })
            CheckReadable("password file", passwordFile);
        if (settings.SslMode is SslMode.Disable)
            return;
        if (settings.SslRootCert is { } root and not "system")
            CheckReadable("sslrootcert", root);
        if (settings.SslCert is { } certificate)
            CheckReadable("sslcert", certificate);
        if (settings.SslKey is { } key)
            CheckReadable("sslkey", key);
    }

    /// <summary>
    /// The password in a file that holds nothing else; the line break an editor leaves is not part of it.
    /// </summary>
    public static string ReadPassword(string path)
    {
        try
        {
            return File.ReadAllText(path).TrimEnd('\r', '\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable("password file", path, e);
        }
    }

    static void CheckReadable(string what, string path)
    {
        try
        {
            using var file = File.OpenHandle(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(what, path, e);
        }
    }

    static ProbeException Unreadable(string what, string path, Exception e) =>
        new(
            ProbeFailure.Configuration,
            e switch
            {
                FileNotFoundException or DirectoryNotFoundException => $"the {what} {path} does not exist",
                UnauthorizedAccessException => $"the {what} {path} may not be read by this user",
                _ => $"the {what} {path} cannot be read: {e.Message}",
            }
        );
}
