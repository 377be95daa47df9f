using System.Net;
using Npgsql;
using Primacy.Configuration;
using Primacy.Hosting;
using Primacy.Scraping;
using Xunit;

namespace Primacy.Tests.Configuration;

/// <summary>The environment of a postgres_exporter, whose place Primacy takes.</summary>
public sealed class PostgresExporterVariablesTests : IDisposable
{
    readonly TemporaryDirectory _directory = new();

    [Fact]
    public void A_URI_with_name_and_password_beside_it_is_a_cluster_that_is_scraped()
    {
        var loaded = Load(
            ("DATA_SOURCE_URI", "db1:5433/shop?sslmode=require"),
            ("DATA_SOURCE_USER", "scraper"),
            ("DATA_SOURCE_PASS", "p@ss:/w,rd")
        );

        var options = Valid(loaded);
        var cluster = Assert.Single(options.Clusters);
        var connection = Assert.Single(cluster.Instances).Connection;
        Assert.Equal("db1", cluster.Name);
        Assert.Equal("host=db1 port=5433 user=scraper dbname=shop", connection.ToString());
        Assert.Equal("p@ss:/w,rd", connection.Password);
        Assert.Equal(new ExporterOptions(), options.Exporter);
        Assert.Equal(
            "environment: read as postgres_exporter reads it: DATA_SOURCE_URI, DATA_SOURCE_USER, DATA_SOURCE_PASS",
            Assert.Single(loaded.Notes).ToString()
        );
        Assert.Empty(loaded.Warnings);
    }

    [Fact]
    public void What_stands_in_files_goes_before_what_stands_beside_them()
    {
        File.WriteAllText(_directory["uri"], "db1\n");
        File.WriteAllText(_directory["user"], " scraper\n");

        var loaded = Load(
            ("DATA_SOURCE_URI_FILE", _directory["uri"]),
            ("DATA_SOURCE_URI", "db2"),
            ("DATA_SOURCE_USER_FILE", _directory["user"]),
            ("DATA_SOURCE_USER", "other"),
            ("DATA_SOURCE_PASS_FILE", "password"),
            ("DATA_SOURCE_PASS", "other")
        );

        var connection = Valid(loaded).Clusters[0].Instances[0].Connection;
        Assert.Equal(("db1", "scraper"), (connection.Host, connection.User));
        Assert.Equal((null, "/work/password"), (connection.Password, connection.PasswordFile));
        var warning = Assert.Single(loaded.Warnings).ToString();
        Assert.Contains("DATA_SOURCE_PASS (DATA_SOURCE_PASS_FILE goes before it)", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("port=5432,port=6432", "postgresql:5432", "postgresql-6432:6432")]
    [InlineData("postgresql://a:x,y@db1/p,postgres://db2:5433", "db1:5432", "db2:5433")]
    [InlineData("host=db1 user=a, host = db2", "db1:5432", "db2:5432")]
    [InlineData("host=db1,db2,db3 user=a", "db1:5432+5432+5432")]
    [InlineData("postgresql://a@db1,db2:5433/p?sslmode=disable", "db1:5432+5433")]
    public void Several_are_separated_by_commas_and_so_are_the_hosts_of_one(string text, params string[] expected)
    {
        var clusters = Valid(Load(("DATA_SOURCE_NAME", text))).Clusters;

        Assert.Equal(
            expected,
            clusters.Select(cluster =>
                $"{cluster.Name.Replace("var-run-", "", StringComparison.Ordinal)}:"
                + string.Join('+', cluster.Instances.Select(instance => instance.Connection.Port))
            )
        );
    }

    [Theory]
    [InlineData("host=db1", "", SslMode.Require)]
    [InlineData("postgresql://db1/", "", SslMode.Require)]
    [InlineData("host=db1 sslmode=disable", "", SslMode.Disable)]
    [InlineData("host=db1", "allow", SslMode.Allow)]
    [InlineData("host=/var/run/postgresql/", "", SslMode.Prefer)]
    public void Who_relied_on_TLS_without_saying_so_goes_on_with_it(string text, string variable, SslMode expected)
    {
        var options = Valid(Load(("DATA_SOURCE_NAME", text), ("PGSSLMODE", variable)));

        Assert.Equal(expected, options.Clusters[0].Instances[0].Connection.SslMode);
    }

    [Fact]
    public void What_is_wrong_is_told_by_variable_and_character_and_without_the_password()
    {
        var errors = Errors(
            ("DATA_SOURCE_NAME", "host=db1 password=secret,host=db2 prt=1"),
            ("PG_EXPORTER_COLLECTION_TIMEOUT", "1h"),
            ("PG_EXPORTER_AUTO_DISCOVER_DATABASES", "perhaps"),
            ("PG_EXPORTER_DISABLE_SETTINGS_METRICS", "perhaps"),
            ("PG_EXPORTER_CONSTANT_LABELS", "cluster=a"),
            ("PG_EXPORTER_EXTEND_QUERY_PATH", "no-such.yaml"),
            ("PG_EXPORTER_WEB_LISTEN_ADDRESS", "9187")
        );

        Golden.Verify("bad-exporter-variables", string.Join('\n', errors));
        Assert.DoesNotContain("secret", string.Join('\n', errors), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_told()
    {
        var errors = Errors(("DATA_SOURCE_URI", "db1"), ("DATA_SOURCE_USER_FILE", "/no/such/file"));

        Assert.Equal(["DATA_SOURCE_USER_FILE: /no/such/file cannot be read: there is no such file"], errors);
    }

    [Fact]
    public void Flags_mean_what_stands_under_exporter()
    {
        File.WriteAllText(_directory["q.yaml"], "one: { query: SELECT 1 AS v }");
        var loaded = Load(
            ("DATA_SOURCE_NAME", "host=db1"),
            ("PG_EXPORTER_EXTEND_QUERY_PATH", _directory["q.yaml"]),
            ("PG_EXPORTER_DISABLE_DEFAULT_METRICS", "true"),
            ("PG_EXPORTER_DISABLE_SETTINGS_METRICS", "1"),
            ("PG_EXPORTER_AUTO_DISCOVER_DATABASES", "T"),
            ("PG_EXPORTER_EXCLUDE_DATABASES", "a, b"),
            ("PG_EXPORTER_INCLUDE_DATABASES", "c"),
            ("PG_EXPORTER_CONSTANT_LABELS", "team=x,site=y"),
            ("PG_EXPORTER_COLLECTION_TIMEOUT", "1m"),
            ("PG_EXPORTER_WEB_LISTEN_ADDRESS", ":9187"),
            ("PG_EXPORTER_METRIC_PREFIX", "pg"),
            ("PG_EXPORTER_WEB_TELEMETRY_PATH", "/metrics")
        );

        var options = Valid(loaded);
        var exporter = options.Exporter!;
        Assert.Equal("one", Assert.Single(exporter.Queries).Name);
        Assert.Equivalent(
            (string[])
                [
                    "static",
                    "stat_activity",
                    "stat_archiver",
                    "stat_database_conflicts",
                    "stat_replication",
                    "replication_slots",
                    "settings",
                ],
            exporter.Collectors.Where(one => !one.IsOn).Select(one => one.Name),
            strict: true
        );
        Assert.True(exporter.Databases.AreDiscovered);
        Assert.Equal(["a", "b"], exporter.Databases.Exclude);
        Assert.Equal(["c"], exporter.Databases.Include);
        Assert.Equal([new ConstantLabel("team", "x"), new ConstantLabel("site", "y")], exporter.ConstantLabels);
        Assert.Equal(TimeSpan.FromMinutes(1), exporter.Times.Collector);
        Assert.Equal(TimeSpan.FromMinutes(1), exporter.Times.Scrape);
        Assert.Equal(new IPEndPoint(IPAddress.Any, 9187), options.Listen);
        Assert.Empty(loaded.Warnings);
    }

    [Fact]
    public void What_has_no_effect_is_named_in_one_line()
    {
        var loaded = Load(
            ("DATA_SOURCE_NAME", "host=db1 password=secret"),
            ("DATA_SOURCE_URI", "db2"),
            ("DATA_SOURCE_PASS", "secret"),
            ("PG_EXPORTER_METRIC_PREFIX", "mine"),
            ("PG_EXPORTER_WEB_TELEMETRY_PATH", "/other")
        );

        Assert.Equal(
            "environment: without effect here: DATA_SOURCE_URI (DATA_SOURCE_NAME goes before it), "
                + "DATA_SOURCE_PASS (DATA_SOURCE_NAME goes before it), PG_EXPORTER_METRIC_PREFIX (names begin with pg), "
                + "PG_EXPORTER_WEB_TELEMETRY_PATH (metrics are at /metrics)",
            Assert.Single(loaded.Warnings).ToString()
        );
        Valid(loaded);
    }

    [Fact]
    public void The_command_line_goes_before_the_environment()
    {
        var settings = new CommandLineSettings { Connections = ["host=db9"], Listen = "none" };
        var loaded = Load(settings, ("DATA_SOURCE_NAME", "host=db1"), ("PG_EXPORTER_WEB_LISTEN_ADDRESS", ":9187"));

        var options = Valid(loaded);
        Assert.Equal("db9", Assert.Single(options.Clusters).Name);
        Assert.Null(options.Exporter);
        Assert.Null(options.Listen);
        Assert.Contains("DATA_SOURCE_NAME (a CONNINFO is given)", loaded.Warnings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_and_Patroni_go_with_the_environment_as_with_CONNINFO()
    {
        var settings = new CommandLineSettings { Names = ["orders"], Patroni = ["http://db1:8008"] };
        var cluster = Valid(Load(settings, ("DATA_SOURCE_URI", "db1"))).Clusters[0];

        Assert.Equal("orders", cluster.Name);
        Assert.NotNull(cluster.Managers.Patroni);
    }

    [Fact]
    public void Where_a_file_says_all_the_environment_says_nothing()
    {
        File.WriteAllText(_directory["primacy.yaml"], "clusters: [{ name: a, host: a1 }]");
        var settings = new CommandLineSettings { ConfigFile = _directory["primacy.yaml"] };
        var loaded = Load(settings, ("DATA_SOURCE_NAME", "host=db1"), ("PG_EXPORTER_CONSTANT_LABELS", "a=b"));

        Assert.Equal("a", Assert.Single(Valid(loaded).Clusters).Name);
        Assert.Null(Valid(loaded).Exporter);
        Assert.Empty(loaded.Notes);
    }

    [Fact]
    public void An_environment_without_them_says_nothing_and_one_with_a_name_alone_is_told()
    {
        Assert.Equal(
            [
                "CONNINFO: none is given: give a connection string such as 'host=db1,db2,db3 user=primacy', or --config FILE",
            ],
            Errors()
        );
        var loaded = Load(("DATA_SOURCE_USER", "scraper"));
        Assert.Equal(
            "environment: without effect here: DATA_SOURCE_USER (there is neither DATA_SOURCE_NAME nor DATA_SOURCE_URI)",
            Assert.Single(loaded.Warnings).ToString()
        );
    }

    public void Dispose() => _directory.Dispose();

    static LoadedConfiguration Load(params (string, string)[] variables) => Load(new CommandLineSettings(), variables);

    static LoadedConfiguration Load(CommandLineSettings settings, params (string, string)[] variables) =>
        new ConfigurationSource(settings, Around.With(variables)).Load();

    static WatchOptions Valid(LoadedConfiguration loaded)
    {
        if (loaded is LoadedConfiguration.Invalid invalid)
            Assert.Fail(string.Join('\n', invalid.Errors));
        return Assert.IsType<LoadedConfiguration.Valid>(loaded).Options;
    }

    static IEnumerable<string> Errors(params (string, string)[] variables) =>
        Assert.IsType<LoadedConfiguration.Invalid>(Load(variables)).Errors.Select(error => error.ToString());
}
