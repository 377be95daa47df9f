using System.Net.Security;
using System.Security.Authentication;
using Primacy.Web.Security;

namespace Primacy.Configuration.Yaml;

/// <summary>Reads <c>tls_server_config</c> of a web configuration file.</summary>
/// <param name="directory">The file's directory, from which relative paths are seen.</param>
/// <param name="problems">Takes what is wrong.</param>
internal sealed class TlsSectionReader(string directory, Problems problems)
{
    /// <summary>Those that Go knows and holds to be safe, under the names that both have for them.</summary>
    static readonly TlsCipherSuite[] Suites =
    [
        TlsCipherSuite.TLS_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
    ];

    public TlsOptions? Read(MappingReader reader)
    {
        var certificate = ReadPem(reader, "cert", "cert_file");
        var key = ReadPem(reader, "key", "key_file");
        var authorities = ReadPem(reader, "client_ca", "client_ca_file");
        var clients = ReadClients(reader, authorities is { });
        var names = ReadNames(reader, clients);
        var protocols = ReadProtocols(reader);
        string[] suites = [.. ReadSuites(reader)];
        RefuseTheRest(reader);
        reader.Close();
        if (certificate is null)
            problems.Add(reader.At, "'tls_server_config' needs 'cert_file', or 'cert'");
        if (key is null)
            problems.Add(reader.At, "'tls_server_config' needs 'key_file', or 'key'");
        if (certificate is null || key is null)
            return null;
        var options = new TlsOptions
        {
            Certificate = certificate,
            Key = key,
            Clients = clients,
            ClientAuthorities = authorities,
            ClientNames = [.. names],
            Protocols = protocols,
            Suites = [.. suites],
        };
        Try(options, reader.At);
        return options;
    }

    /// <summary>Whether the files can be used is asked now and not at the first handshake.</summary>
    void Try(TlsOptions options, Location at)
    {
        try
        {
            ServerTls.Make(options, TlsTexts.Read(options));
        }
        catch (WebOptionsException fault)
        {
            problems.Add(at, fault.Message);
        }
        catch (PlatformNotSupportedException)
        {
            problems.Add(at, "'cipher_suites' cannot be chosen on this system; leave it out");
        }
    }

    PemSource? ReadPem(MappingReader reader, string inline, string file)
    {
        var (text, path) = (Text(reader, inline), Text(reader, file));
        if (text is { } && path is { })
            problems.Add(text.At, $"'{inline}' and '{file}' say the same thing; give one of them");
        return path is { } ? PemSource.FromFile(Path.GetFullPath(path.Value, directory))
            : text is { } ? PemSource.FromText(text.Value)
            : null;
    }

    ClientCertificates ReadClients(MappingReader reader, bool hasAuthorities)
    {
        var setting = Text(reader, "client_auth_type");
        var clients = setting?.Value switch
        {
            null => ClientCertificates.NoClientCert,
            // An older name for it.
            "RequireClientCert" => ClientCertificates.RequireAnyClientCert,
            var name => Enum.GetValues<ClientCertificates>()
                .Cast<ClientCertificates?>()
                .FirstOrDefault(one => one.ToString() == name),
        };
        if (clients is null)
            problems.Add(
                setting!.At,
                $"'client_auth_type' is {string.Join(", ", Enum.GetNames<ClientCertificates>())}, not '{setting.Value}'"
            );
        else if (hasAuthorities && clients is ClientCertificates.NoClientCert)
            problems.Add(
                (setting?.At) ?? reader.At,
                "'client_ca_file' has no effect without 'client_auth_type: RequireAndVerifyClientCert'"
            );
        return clients ?? ClientCertificates.NoClientCert;
    }

    List<string> ReadNames(MappingReader reader, ClientCertificates clients)
    {
        var names = Texts(reader, "client_allowed_sans");
        if (
            names.Count > 0
            && clients is not (ClientCertificates.RequireAnyClientCert or ClientCertificates.RequireAndVerifyClientCert)
        )
            problems.Add(
                names[0].At,
                "'client_allowed_sans' needs 'client_auth_type: RequireAndVerifyClientCert', or RequireAnyClientCert"
            );
        return [.. names.Select(name => name.Value)];
    }

    SslProtocols ReadProtocols(MappingReader reader)
    {
        var (least, most) = (Text(reader, "min_version"), Text(reader, "max_version"));
        var from = Version(least, "min_version") ?? SslProtocols.Tls12;
        var to = Version(most, "max_version") ?? SslProtocols.Tls13;
        if (from > to)
            problems.Add((least ?? most)!.At, "'min_version' is above 'max_version'");
        return from | to;
    }

    SslProtocols? Version(Setting? setting, string key)
    {
        switch (setting?.Value)
        {
            case null:
                return null;
            case "TLS12":
                return SslProtocols.Tls12;
            case "TLS13":
                return SslProtocols.Tls13;
            case "TLS10" or "TLS11":
                problems.Add(
                    setting.At,
                    $"{setting.Value} is not spoken here, as nobody should: '{key}' is TLS12 or TLS13"
                );
                return null;
            default:
                problems.Add(setting.At, $"'{key}' is TLS12 or TLS13, not '{setting.Value}'");
                return null;
        }
    }

    IEnumerable<string> ReadSuites(MappingReader reader)
    {
        foreach (var name in Texts(reader, "cipher_suites"))
        {
            if (Array.Exists(Suites, suite => suite.ToString() == name.Value))
                yield return name.Value;
            else
                problems.Add(
                    name.At,
                    $"'{name.Value}' is no cipher suite that can be had here."
                        + Spelling.Suggest(name.Value, Suites.Select(one => one.ToString()))
                );
        }
    }

    /// <summary>What the framework does not let one choose.</summary>
    void RefuseTheRest(MappingReader reader)
    {
        if (Text(reader, "prefer_server_cipher_suites") is { } order && Flags.Parse(order.Value) is not true)
            problems.Add(order.At, "'prefer_server_cipher_suites' is always true here; leave it out");
        if (Texts(reader, "curve_preferences") is [var curve, ..])
            problems.Add(
                curve.At,
                "'curve_preferences' cannot be chosen here; leave it out, or set Groups in the system's openssl.cnf"
            );
    }

    /// <summary>A value; null where it is left out, or empty.</summary>
    static Setting? Text(MappingReader reader, string key) =>
        reader.Take(key) is null or YamlItem.Text { Value: "" } ? null : reader.TakeText(key);

    List<Setting> Texts(MappingReader reader, string key)
    {
        switch (reader.Take(key))
        {
            case null or YamlItem.Text { Value: "" }:
                return [];
            case YamlItem.Sequence list when list.Items.All(item => item is YamlItem.Text { Value.Length: > 0 }):
                return [.. list.Items.Cast<YamlItem.Text>().Select(text => new Setting(text.Value, text.At))];
            case var other:
                problems.Add(other.At, $"'{key}' takes a list of values");
                return [];
        }
    }
}
