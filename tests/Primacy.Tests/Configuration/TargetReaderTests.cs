using Npgsql;
using Primacy.Configuration;
using Primacy.Configuration.PostgresExporter;
using Primacy.Configuration.Yaml;
using Primacy.Probing;
using Primacy.Scraping;
using Xunit;

namespace Primacy.Tests.Configuration;

/// <summary>Targets and auth modules as postgres_exporter has them.</summary>
public sealed class TargetReaderTests : IDisposable
{
    const string Modules = """
        auth_modules:
          main:
            type: userpass
            userpass: { username: scraper, password: secret }
            options: { sslmode: disable, dbname: shop }
          bare:
            type: userpass
            userpass: { username: scraper, password: secret }
        """;

    readonly TemporaryDirectory _directory = new();

    [Theory]
    [InlineData("db1:5433", "host=db1 port=5433 user=scraper dbname=shop")]
    [InlineData("db1", "host=db1 port=5432 user=scraper dbname=shop")]
    [InlineData("[2001:db8::1]:5433", "host=2001:db8::1 port=5433 user=scraper dbname=shop")]
    [InlineData("postgresql://me:mine@db1/other?sslmode=require", "host=db1 port=5432 user=scraper dbname=shop")]
    [InlineData("host=db1 user=me port=5433", "host=db1 port=5433 user=scraper dbname=shop")]
    public void A_module_goes_before_what_the_target_says(string target, string expected)
    {
        var (settings, objection) = Read(target, Module("main"));

        Assert.Null(objection);
        Assert.Equal(expected, settings!.ToString());
        Assert.Equal(("secret", SslMode.Disable), (settings.Password, settings.SslMode));
    }

    [Fact]
    public void What_no_module_says_the_target_may_and_TLS_is_wanted()
    {
        var (settings, _) = Read("db1:5433/other", Module("bare"));

        Assert.Equal("host=db1 port=5433 user=scraper dbname=other", settings!.ToString());
        Assert.Equal(SslMode.Require, settings.SslMode);
        Assert.Equal("mine", Read("postgresql://me:mine@db1", null).Settings!.Password);
    }

    [Theory]
    [InlineData("db1:5432", "a target that is not configured needs an auth_module")]
    [InlineData("postgresql://me@db1", "a target that is not configured needs an auth_module")]
    [InlineData("host=/tmp password=x", "a target is a host with its port, such as db1:5432")]
    [InlineData("postgresql://:x@/postgres?host=/tmp", "a target is a host with its port, such as db1:5432")]
    [InlineData("password=x", "a target is a host with its port, such as db1:5432")]
    [InlineData("postgresql://a:x@db1,db2/", "a target is one server")]
    [InlineData("postgresql://a:x@db1:port/", "a port is a number from 1 to 65535")]
    [InlineData("host=db1 password=x prt=1", "'prt' is no keyword of a connection string. Did you mean 'port'?")]
    [InlineData("host=db1 password=x passfile=/etc/shadow", "a target may not say 'passfile': ")]
    [InlineData("postgresql://a:x@db1?sslkey=/root/key", "a target may not say 'sslkey': ")]
    [InlineData("postgresql://a:x@db1?sslmode=no", "sslmode is one of disable, ")]
    public void A_target_that_cannot_be_is_refused_with_a_reason(string target, string reason)
    {
        var (settings, objection) = Read(target, null);

        Assert.Null(settings);
        Assert.StartsWith(reason, objection, StringComparison.Ordinal);
    }

    [Fact]
    public void Passwords_of_our_own_servers_are_not_for_strangers()
    {
        var around = Around.With(("PGPASSWORD", "ours"), ("PGHOST", "db9"), ("PGSSLMODE", "disable"));

        Assert.Null(new TargetReader(around).Read("db1:5432", null, null).Settings);
        Assert.Equal(SslMode.Require, new TargetReader(around).Read("db1", null, Module("bare")).Settings!.SslMode);
    }

    [Fact]
    public void Of_a_configured_server_the_module_changes_what_it_says_and_no_more()
    {
        var configured = new ConnectionSettings
        {
            Host = "db1",
            User = "primacy",
            PasswordFile = "/etc/password",
            SslMode = SslMode.VerifyFull,
            SslRootCert = "/etc/root.crt",
            Database = "postgres",
        };

        var bare = new TargetReader(Around.Nothing).Read("orders/db1", configured, Module("bare")).Settings!;
        var main = new TargetReader(Around.Nothing).Read("orders/db1", configured, Module("main")).Settings!;

        Assert.Equal(configured with { User = "scraper", Password = "secret", PasswordFile = null }, bare);
        Assert.Equal((SslMode.Disable, "shop", null), (main.SslMode, main.Database, main.SslRootCert));
    }

    [Fact]
    public void Modules_may_stand_in_place_and_are_equal_as_long_as_they_say_the_same()
    {
        var one = Configure("authModules: postgres_exporter.yml").AuthModules;
        var same = Configure(
            $"authModules:\n{Modules[(Modules.IndexOf('\n', StringComparison.Ordinal) + 1)..]}"
        ).AuthModules;

        Assert.Equal(one, same);
        Assert.DoesNotContain("secret", string.Join(' ', one), StringComparison.Ordinal);
        Assert.Equal([], Configure("authModules:").AuthModules);
    }

    [Fact]
    public void A_file_that_is_wrong_is_told_by_its_own_lines_and_one_for_everybody_is_warned_of()
    {
        File.WriteAllText(_directory["bad.yml"], "auth_modules:\n  a: { type: userpass, usrpass: {} }\nmodules: {}\n");
        var problems = new Problems();
        ReadOptions("authModules: bad.yml\nallowUnconfiguredTargets: true", problems);

        Assert.Equal(
            [
                "bad.yml:2:3: 'a' needs 'userpass' with 'username' and 'password'",
                "bad.yml:2:24: 'usrpass' is not known here. Did you mean 'userpass'?",
                "bad.yml:3:1: 'modules' is not known here. Known are: auth_modules.",
            ],
            problems.Errors.Select(error => error.ToString())
        );
        Assert.StartsWith(
            "bad.yml: everybody may read this file and it holds a password",
            Assert.Single(problems.Warnings).ToString(),
            StringComparison.Ordinal
        );
    }

    public void Dispose() => _directory.Dispose();

    static (ConnectionSettings? Settings, string? Objection) Read(string target, AuthModule? module) =>
        new TargetReader(Around.Nothing).Read(target, null, module);

    AuthModule Module(string name) =>
        Configure("authModules: postgres_exporter.yml").AuthModules.Single(module => module.Name == name);

    ExporterOptions Configure(string yaml)
    {
        File.WriteAllText(_directory["postgres_exporter.yml"], Modules);
        var problems = new Problems();
        var options = ReadOptions(yaml, problems);
        Assert.Empty(problems.Errors);
        return options!;
    }

    ExporterOptions? ReadOptions(string yaml, Problems problems) =>
        new ExporterReader(_directory.Path, problems).Read(
            YamlReader.Read("primacy.yaml", new StringReader(yaml), problems)
        );
}
