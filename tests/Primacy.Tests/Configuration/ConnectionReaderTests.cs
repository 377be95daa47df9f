using Npgsql;
using Primacy.Configuration;
using Primacy.Configuration.Libpq;
using Primacy.Probing;
using Primacy.Watching;
using Xunit;

namespace Primacy.Tests.Configuration;

public sealed class ConnectionReaderTests
{
    const string RootDefault = "/home/me/.postgresql/root.crt";

    [Theory]
    [InlineData("host=db1,db2,db3 port=5433", "db1:5433 db2:5433 db3:5433")]
    [InlineData("host=db1,db2,db3 port=5432,,5434", "db1:5432 db2:5432 db3:5434")]
    [InlineData("host=db1", "db1:5432")]
    [InlineData("user=x", "/var/run/postgresql:5432")]
    [InlineData("host=,db2 port=1,2", "/var/run/postgresql:1 db2:2")]
    [InlineData("hostaddr=10.0.0.1,::1", "10.0.0.1:5432 [::1]:5432")]
    [InlineData("postgres://[::1],h2:7", "[::1]:5432 h2:7")]
    public void Hosts_and_ports_belong_together_as_in_libpq(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', Read(text).Select(i => i.Instance.Id.Name)));

    [Fact]
    public void An_address_is_connected_to_and_the_host_keeps_its_name()
    {
        var members = Read("host=db1,db2 hostaddr=10.0.0.1,10.0.0.2");

        Assert.Equal(["db1", "db2"], members.Select(m => m.Instance.Host));
        Assert.Equal(["10.0.0.1", "10.0.0.2"], members.Select(m => m.Connection.Host));
    }

    [Theory]
    [InlineData("host=a,b port=1,2,3", 15, "port lists 3 and host lists 2")]
    [InlineData("host=a port=x", 13, "a number from 1 to 65535")]
    [InlineData("host=a port=65536", 13, "from 1 to 65535")]
    [InlineData("host=a port=0", 13, "from 1 to 65535")]
    [InlineData("host=a hostaddr=1.1.1.1,2.2.2.2", 17, "hostaddr lists 2 and host lists 1")]
    [InlineData("hostaddr=db1", 10, "numeric addresses only")]
    [InlineData("host=a,b,A", 6, "A:5432 appears twice")]
    [InlineData("host=a sslmode=requrie", 16, "Did you mean 'require'?")]
    [InlineData("host=a conect_timeout=1", 8, "Did you mean 'connect_timeout'?")]
    [InlineData("host=a connect_timeout=2s", 24, "whole seconds")]
    [InlineData("host=a target_session_attrs=primary", 8, "every host is probed")]
    [InlineData("host=a service=orders", 8, "service files are not supported yet")]
    [InlineData("host=a require_auth=scram-sha-256", 8, "channel_binding=require")]
    [InlineData("host=a channel_binding=yes", 24, "disable, prefer or require")]
    [InlineData("host=a sslcert=/no", 16, "'/no' does not exist")]
    [InlineData("host=a sslmode=verify-full sslrootcert=/no", 40, "'/no' does not exist")]
    [InlineData("host=a sslmode=require sslrootcert=/no", 36, "'/no' does not exist")]
    [InlineData("host=a sslmode=require sslrootcert=system", 16, "needs sslmode=verify-full")]
    [InlineData("postgres://a/db?Host=b", 17, "Did you mean 'host'?")]
    public void What_is_wrong_is_told_with_its_place(string text, int column, string message)
    {
        var error = Assert.Single(ErrorsOf(text, Around.Nothing));

        Assert.Equal(column, error.Column);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_environment_fills_in_what_the_string_leaves_open()
    {
        var around = Around.With(
            ("PGHOST", "e1,e2"),
            ("PGPORT", "1,2"),
            ("PGUSER", "eve"),
            ("PGDATABASE", "edb"),
            ("PGPASSWORD", "secret"),
            ("PGPASSFILE", "/e/pass"),
            ("PGSSLMODE", "disable"),
            ("PGCONNECT_TIMEOUT", "7"),
            ("PGOPTIONS", "-c x=y"),
            ("PGAPPNAME", "app"),
            ("PGCHANNELBINDING", "require")
        );

        var connection = Read("", around)[1].Connection;

        Assert.Equal(
            new ConnectionSettings
            {
                Host = "e2",
                Port = 2,
                User = "eve",
                Database = "edb",
                Password = "secret",
                PassFile = "/e/pass",
                SslMode = SslMode.Disable,
                ConnectTimeout = TimeSpan.FromSeconds(7),
                Options = "-c x=y",
                ApplicationName = "app",
                ChannelBinding = ChannelBinding.Require,
            },
            connection
        );
        Assert.Equal(
            ("me", "db"),
            Read("user=me dbname=db", around)[0].Connection is var c ? (c.User, c.Database) : default
        );
    }

    [Fact]
    public void Without_anything_said_the_user_is_the_systems_and_the_database_is_postgres()
    {
        var connection = Assert.Single(Read("")).Connection;

        Assert.Equal(new ConnectionSettings { Host = "/var/run/postgresql", User = "me" }, connection);
    }

    [Fact]
    public void A_named_host_is_not_redirected_by_the_environment() =>
        Assert.Equal("db1", Read("host=db1", Around.With(("PGHOSTADDR", "10.0.0.9")))[0].Connection.Host);

    [Fact]
    public void A_wrong_environment_variable_is_named()
    {
        var error = Assert.Single(ErrorsOf("host=a", Around.With(("PGPORT", "abc"))));

        Assert.Equal("PGPORT: a port is a number from 1 to 65535", error.ToString());
    }

    [Theory]
    [InlineData("", false, SslMode.Prefer, null)]
    [InlineData("", true, SslMode.Prefer, null)]
    [InlineData("sslmode=allow", true, SslMode.Allow, null)]
    [InlineData("sslmode=require", false, SslMode.Require, null)]
    [InlineData("sslmode=require", true, SslMode.VerifyCA, RootDefault)]
    [InlineData("sslmode=verify-ca", true, SslMode.VerifyCA, RootDefault)]
    [InlineData("sslmode=verify-full", true, SslMode.VerifyFull, RootDefault)]
    [InlineData("sslrootcert=system", false, SslMode.VerifyFull, "system")]
    [InlineData("sslrootcert=system sslmode=verify-full", false, SslMode.VerifyFull, "system")]
    public void Sslmode_means_what_libpq_means(string text, bool hasRoot, SslMode mode, string? root)
    {
        var around = hasRoot ? Around.Nothing.WithFiles(RootDefault) : Around.Nothing;

        var connection = Read(text, around)[0].Connection;

        Assert.Equal((mode, root), (connection.SslMode, connection.SslRootCert));
    }

    [Fact]
    public void Verification_without_a_root_certificate_is_refused_with_the_way_out()
    {
        var error = Assert.Single(ErrorsOf("host=a sslmode=verify-full", Around.Nothing));

        Assert.Contains(RootDefault, error.Message, StringComparison.Ordinal);
        Assert.Contains("sslrootcert=system", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_client_certificate_in_its_default_place_is_used()
    {
        const string Directory = "/home/me/.postgresql/";
        var around = Around.Nothing.WithFiles(Directory + "postgresql.crt", Directory + "postgresql.key");

        var used = Read("host=a sslmode=require", around)[0].Connection;
        var disabled = Read("host=a sslmode=require sslcertmode=disable", around)[0].Connection;

        Assert.Equal((Directory + "postgresql.crt", Directory + "postgresql.key"), (used.SslCert, used.SslKey));
        Assert.Null(disabled.SslCert);
    }

    [Fact]
    public void Every_keyword_that_is_refused_or_ignored_says_why()
    {
        foreach (var keyword in Keywords.All)
        {
            var why = keyword.Use switch
            {
                KeywordUse.Ignored ignored => ignored.Why,
                KeywordUse.Only only => only.Why,
                KeywordUse.Refused refused => refused.Why,
                _ => "honoured",
            };
            Assert.NotEmpty(why);
        }
        Assert.Equal(Keywords.All.Count, Keywords.All.Select(k => k.Name).Distinct().Count());
    }

    [Fact]
    public void No_message_shows_a_password()
    {
        string[] texts =
        [
            "password=hunter2 passwrd=hunter2 port=x",
            "password=my hunter2",
            "password='hunter2",
            "password=my hunter2-=1",
            "postgres://u:hunter2%@h",
            "postgres://u:hunter2@h:x",
            "postgres://u:hunter2/x@h",
            "postgres://u:p@hunter2@h",
        ];

        foreach (var error in texts.SelectMany(text => ErrorsOf(text, Around.Nothing)))
            Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
    }

    static EquatableArray<InstanceOptions> Read(string text, Surroundings? around = null)
    {
        var loaded = Load(text, around ?? Around.Nothing);
        return Assert.IsType<LoadedConfiguration.Valid>(loaded).Options.Clusters[0].Instances;
    }

    static IReadOnlyList<ConfigurationError> ErrorsOf(string text, Surroundings around) =>
        Assert.IsType<LoadedConfiguration.Invalid>(Load(text, around)).Errors;

    static LoadedConfiguration Load(string text, Surroundings around) =>
        new ConfigurationSource(new CommandLineSettings { Connections = [text] }, around).Load();
}
