using System.Runtime.Versioning;
using System.Security.Authentication;
using Primacy.Configuration;
using Primacy.Configuration.Yaml;
using Primacy.Web.Security;
using Xunit;

namespace Primacy.Tests.Configuration;

/// <summary>Web configuration files as other exporters take them.</summary>
public sealed class WebFileTests : IDisposable
{
    /// <summary>Of the toolkit's own sample.</summary>
    const string Hash = "$2y$10$mDwo.lAisC94iLAyP81MCesa29IzH37oigHC/42V2pdJlUprsJPze";

    readonly TemporaryDirectory _directory = new();

    public WebFileTests()
    {
        using var certificate = Certificates.SelfSigned("localhost");
        Certificates.Write(certificate, _directory["server.crt"], _directory["server.key"]);
    }

    [Theory]
    [MemberData(nameof(BadFiles))]
    public void Every_error_of_a_bad_file_is_told_with_its_place_and_no_secret(string name)
    {
        var yaml = File.ReadAllText(Path.Combine(Folder, name + ".yaml"));
        var (_, problems) = Read(yaml, "/etc/primacy");

        Assert.NotEmpty(problems.Errors);
        var told = string.Join('\n', problems.Errors);
        Assert.DoesNotContain("secret", told, StringComparison.Ordinal);
        Golden.Verify($"bad-web-file-{name}", told);
    }

    [Fact]
    public void What_a_good_file_says_is_taken()
    {
        var options = Good(
            $$"""
            tls_server_config:
              cert_file: server.crt
              key_file: server.key
              client_auth_type: RequireAndVerifyClientCert
              client_ca_file: server.crt
              client_allowed_sans: [prometheus]
              min_version: TLS12
              max_version: TLS12
              cipher_suites: [TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256]
              prefer_server_cipher_suites: true
            http_server_config:
              http2: false
              headers:
                X-Frame-Options: sameorigin
                X-XSS-Protection: ""
            basic_auth_users:
              alice: {{Hash}}
            rate_limit: { interval: 1s, burst: 20 }
            """
        );

        Assert.Equal(_directory["server.crt"], options.Tls!.Certificate.File);
        Assert.Equal(ClientCertificates.RequireAndVerifyClientCert, options.Tls.Clients);
        Assert.Equal(SslProtocols.Tls12, options.Tls.Protocols);
        Assert.Equal(["prometheus"], options.Tls.ClientNames);
        Assert.Equal(["TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"], options.Tls.Suites);
        Assert.False(options.HasHttp2);
        Assert.Equal([new WebHeader("X-Frame-Options", "sameorigin")], options.Headers);
        Assert.Equal([new WebUser("alice", Hash)], options.Users);
        Assert.Equal(new RateLimit(TimeSpan.FromSeconds(1), 20), options.Rate);
        Assert.DoesNotContain("$2y$", options.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Certificate_and_key_may_stand_in_it()
    {
        var options = Good(
            $"""
            tls_server_config:
              cert: |
            {Indented("server.crt")}
              key: |
            {Indented("server.key")}
            """
        );

        Assert.Null(options.Tls!.Certificate.File);
        Assert.DoesNotContain("PRIVATE", options.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("tls_server_config:\nhttp_server_config:\nbasic_auth_users:\nrate_limit:\n")]
    [InlineData("tls_server_config: \"\"\nrate_limit: { interval: 0, burst: 0 }\n")]
    public void A_file_that_says_nothing_protects_nothing(string yaml) => Assert.Equal(new WebOptions(), Good(yaml));

    [Theory]
    [InlineData("webConfigFile: web.yaml", "primacy.yaml:1:16: the web configuration file web.yaml cannot be read")]
    public void A_file_that_is_not_there_is_told_where_it_is_named(string line, string told)
    {
        var problems = new Problems();
        new WatchFileReader("primacy.yaml", Around.Nothing, problems).Read(
            new StringReader($"{line}\nclusters: [{{ name: a, host: a1 }}]\n")
        );

        Assert.StartsWith(told, Assert.Single(problems.Errors).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [UnsupportedOSPlatform("windows")]
    public void A_key_in_a_file_that_everybody_may_read_is_warned_of(bool isInline, bool isForAll)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no such rights");
        var key = isInline ? $"key: |\n{Indented("server.key")}" : "key_file: server.key";
        File.WriteAllText(_directory["web.yaml"], $"tls_server_config:\n  cert_file: server.crt\n  {key}\n");
        var mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.SetUnixFileMode(_directory["web.yaml"], isForAll ? mode | UnixFileMode.OtherRead : mode);
        var problems = new Problems();

        Assert.NotNull(WebFiles.Read(new Setting("web.yaml", new Location("primacy.yaml")), _directory.Path, problems));

        Assert.Empty(problems.Errors);
        string[] warned =
            isInline && isForAll ? ["web.yaml: everybody may read this file and it holds a private key"] : [];
        Assert.Equal(warned, problems.Warnings.Select(warning => warning.ToString().Split(": chmod")[0]));
    }

    public static TheoryData<string> BadFiles() =>
        [.. Directory.GetFiles(Folder, "*.yaml").Select(Path.GetFileNameWithoutExtension).OfType<string>().Order()];

    public void Dispose() => _directory.Dispose();

    static string Folder { get; } = Golden.Beside("Configuration", "BadWebFiles");

    WebOptions Good(string yaml)
    {
        var (options, problems) = Read(yaml, _directory.Path);
        Assert.Empty(problems.Errors);
        return options;
    }

    static (WebOptions, Problems) Read(string yaml, string directory)
    {
        var problems = new Problems();
        return (new WebFileReader("web.yaml", directory, problems).Read(new StringReader(yaml)), problems);
    }

    string Indented(string file) =>
        string.Join('\n', File.ReadAllLines(_directory[file]).Select(line => $"    {line}"));
}
