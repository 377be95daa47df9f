using Npgsql;
using Primacy.Topology;

namespace Primacy.Probing;

/// <summary>Turns <see cref="ConnectionSettings"/> into what the driver wants. Nothing is opened here.</summary>
internal static class DriverConnections
{
    /// <summary>The value of sslrootcert that stands for the certificates the system trusts.</summary>
    const string SystemRoots = "system";

    /// <summary>
    /// An open but silent connection is asked about by the kernel after this long, so that a dead peer is noticed even
    /// between looks that are far apart.
    /// </summary>
    const int KeepAliveSeconds = 15;

    /// <summary>
    /// A session that writes nothing, and writes times as we read them. Last, so that nobody's own options undo it.
    /// </summary>
    const string ReadOnly = "-c default_transaction_read_only=on -c datestyle=ISO,MDY";

    /// <summary>A source of connections, one at a time and never pooled.</summary>
    public static NpgsqlDataSource Source(ConnectionSettings settings, TimeSpan connectTimeout, TimeSpan timeout) =>
        Source(settings, driver => Describe(driver, settings, connectTimeout, timeout));

    /// <summary>
    /// The same for questions that are not ours: they find their tables as the role finds them, and change nothing.
    /// The application_name stays the probe's, which does not count it among the clients. The user's own options do
    /// not undo our time limit: a query that we gave up would run on, and at every scrape there would be one more.
    /// </summary>
    public static NpgsqlDataSource ForScraping(
        ConnectionSettings settings,
        TimeSpan connectTimeout,
        TimeSpan timeout
    ) =>
        Source(
            settings,
            driver =>
            {
                Describe(driver, settings, connectTimeout, timeout);
                driver.SearchPath = null;
                driver.Options = $"{driver.Options} {ReadOnly} {StatementTimeout(timeout)}";
            }
        );

    static NpgsqlDataSource Source(ConnectionSettings settings, Action<NpgsqlConnectionStringBuilder> describe)
    {
        try
        {
            var builder = new NpgsqlSlimDataSourceBuilder();
            describe(builder.ConnectionStringBuilder);
            if (settings.SslMode is not SslMode.Disable)
                builder.EnableTransportSecurity();
            builder.EnableIntegratedSecurity();
            builder.ConfigureTypeLoading(static types => types.EnableTypeLoading(false));
            if (settings is { Password: null, PasswordFile: { } file })
                builder.UsePasswordProvider(
                    _ => ConnectionFiles.ReadPassword(file),
                    (_, _) => ValueTask.FromResult(ConnectionFiles.ReadPassword(file))
                );
            return builder.Build();
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException or InvalidOperationException)
        {
            throw new ProbeException(ProbeFailure.Configuration, e.Message);
        }
    }

    /// <summary>The same in words, for a connection that speaks the replication protocol.</summary>
    public static string ForReplication(ConnectionSettings settings, TimeSpan timeout)
    {
        try
        {
            var password = settings is { Password: null, PasswordFile: { } file }
                ? ConnectionFiles.ReadPassword(file)
                : settings.Password;
            var driver = new NpgsqlConnectionStringBuilder();
            Describe(driver, settings with { Password = password }, timeout, timeout);
            return driver.ConnectionString;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException or InvalidOperationException)
        {
            throw new ProbeException(ProbeFailure.Configuration, e.Message);
        }
    }

    static void Describe(
        NpgsqlConnectionStringBuilder driver,
        ConnectionSettings settings,
        TimeSpan connectTimeout,
        TimeSpan timeout
    )
    {
        driver.Host = settings.Host;
        driver.Port = settings.Port;
        driver.Username = settings.User;
        driver.Database = settings.Database;
        driver.Password = settings.Password;
        // The driver refuses both, and a file that is named counts more than a PGPASSFILE that happens to be set.
        driver.Passfile = settings.PasswordFile is null ? settings.PassFile : null;
        driver.ApplicationName = settings.ApplicationName;
        driver.SslMode = Mode(settings);
        driver.RootCertificate = settings.SslRootCert is SystemRoots ? null : settings.SslRootCert;
        driver.SslCertificate = settings.SslCert;
        driver.SslKey = settings.SslKey;
        driver.SslPassword = settings.SslPassword;
        driver.ChannelBinding = settings.ChannelBinding;
        driver.GssEncryptionMode = GssEncryptionMode.Disable;
        driver.Options = SessionOptions(settings.Options, timeout);
        driver.SearchPath = "pg_catalog";
        driver.Pooling = false;
        driver.Multiplexing = false;
        driver.Enlist = false;
        driver.TcpKeepAlive = !settings.IsSocket;
        driver.TcpKeepAliveTime = settings.IsSocket ? 0 : KeepAliveSeconds;
        driver.Timeout = Math.Clamp((int)Math.Ceiling(connectTimeout.TotalSeconds), 1, 1024);

        // The deadline of a question is the look's business, see Session.Abort: the driver's own would open a second
        // connection to ask for a cancellation, and block a thread for as long as that takes.
        driver.CommandTimeout = 0;
    }

    /// <summary>As with libpq, a root certificate that is given is used: "require" then verifies it too.</summary>
    static SslMode Mode(ConnectionSettings settings) =>
        settings is { SslMode: SslMode.Require, SslRootCert: not null } ? SslMode.VerifyCA : settings.SslMode;

    /// <summary>
    /// A question we gave up must not go on at the server. What the user sets comes later and wins.
    /// See https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNECT-OPTIONS.
    /// </summary>
    static string SessionOptions(string? users, TimeSpan timeout)
    {
        var ours = StatementTimeout(timeout);
        return string.IsNullOrWhiteSpace(users) ? ours : $"{ours} {users}";
    }

    static string StatementTimeout(TimeSpan timeout) =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"-c statement_timeout={(int)Math.Clamp(timeout.TotalMilliseconds, 1, int.MaxValue)}"
        );
}
