using Primacy.Configuration.Libpq;
using Primacy.Probing;
using Primacy.Scraping;

namespace Primacy.Configuration.PostgresExporter;

/// <summary>
/// Reads a target that somebody asks for: "db1:5432", "db1/shop", a URI, or keywords with values. Whoever asks may be
/// anybody, and so may whoever answers there: a target names no file of ours, and nothing that is kept for our own
/// servers, such as <c>PGPASSWORD</c>, is shown to it.
/// </summary>
internal sealed class TargetReader(Surroundings around)
{
    const string Scheme = "postgresql://";

    static readonly string[] Allowed =
    [
        "host",
        "port",
        "user",
        "password",
        "dbname",
        "sslmode",
        "connect_timeout",
        "application_name",
        "fallback_application_name",
    ];

    readonly Surroundings _around = around with { Variable = _ => null };

    /// <inheritdoc cref="ReadTarget"/>
    public (ConnectionSettings? Settings, string? Objection) Read(
        string target,
        ConnectionSettings? configured,
        AuthModule? module
    )
    {
        var problems = new Problems();
        var settings =
            configured is { } && module is { }
                ? Merged(configured, module, problems)
                : Stranger(target, module, problems);
        return problems.Any ? (null, problems.Errors[0].Message) : (settings, null);
    }

    ConnectionSettings? Stranger(string target, AuthModule? module, Problems problems)
    {
        var at = new Location("target");
        var text =
            ConnectionStringParser.IsUri(target) || target.Contains('=') && !target.Contains('?')
                ? target
                : Scheme + target;
        var said = ConnectionLayer.FromString(new Setting(text, at), problems);
        if (Keywords.All.FirstOrDefault(one => said[one.Name] is { } && !Allowed.Contains(one.Name)) is { } keyword)
            problems.Add(at, $"a target may not say '{keyword.Name}': that belongs into 'options' of an auth module");
        // That exporter's driver insists on TLS unless it is told otherwise.
        var usual = new ConnectionLayer();
        usual.Put("sslmode", new Setting("require", at));
        var layers = new ConnectionLayers([.. Layers(module), said, usual], _around);
        if (layers.Given("host") is not { } host || host.Value.StartsWith('/') || host.Value.StartsWith('@'))
            problems.Add(at, "a target is a host with its port, such as db1:5432");
        if (layers.Given("password") is null)
            problems.Add(at, "a target that is not configured needs an auth_module");
        var servers = problems.Any ? [] : ServerList.Read(layers, problems);
        if (servers.Count > 1)
            problems.Add(at, "a target is one server");
        return servers is [var server]
            ? ConnectionReader.Read(layers, problems) with
            {
                Host = server.Host,
                Port = server.Port,
            }
            : null;
    }

    /// <summary>What the module says counts, and of the rest what is configured.</summary>
    ConnectionSettings Merged(ConnectionSettings configured, AuthModule module, Problems problems)
    {
        var read = ConnectionReader.Read(new ConnectionLayers(Layers(module), _around), problems);
        var settings = configured with { User = read.User, Password = read.Password, PasswordFile = null };
        if (Says(module, "dbname"))
            settings = settings with { Database = read.Database };
        if (Says(module, "options"))
            settings = settings with { Options = read.Options };
        if (Says(module, "connect_timeout"))
            settings = settings with { ConnectTimeout = read.ConnectTimeout };
        if (Says(module, "channel_binding"))
            settings = settings with { ChannelBinding = read.ChannelBinding };
        return module.Options.Any(option => option.Keyword.StartsWith("ssl", StringComparison.Ordinal))
            ? settings with
            {
                SslMode = read.SslMode,
                SslRootCert = read.SslRootCert,
                SslCert = read.SslCert,
                SslKey = read.SslKey,
                SslPassword = read.SslPassword,
            }
            : settings;
    }

    static bool Says(AuthModule module, string keyword) => module.Options.Any(option => option.Keyword == keyword);

    static ConnectionLayer[] Layers(AuthModule? module)
    {
        if (module is null)
            return [];
        var at = new Location($"auth_module {module.Name}");
        var layer = new ConnectionLayer();
        foreach (var option in module.Options)
            layer.Put(option.Keyword, new Setting(option.Value, at));
        layer.Put("user", new Setting(module.User, at));
        layer.Put("password", new Setting(module.Password, at));
        return [layer];
    }
}
