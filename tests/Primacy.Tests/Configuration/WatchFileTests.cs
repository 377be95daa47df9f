using System.Net;
using System.Runtime.Versioning;
using Npgsql;
using Primacy.Analysis;
using Primacy.Configuration;
using Primacy.Hosting;
using Primacy.Incidents;
using Primacy.Notifications;
using Primacy.Repair;
using Xunit;

namespace Primacy.Tests.Configuration;

public sealed class WatchFileTests : IDisposable
{
    /// <summary>Nearly every key there is.</summary>
    const string Everything = """
        listen: 0.0.0.0:9000
        state: state
        notify:
          - webhook: http://alerts:9093/hook
          - webhook: https://u:p@other/x
        defaults:
          user: primacy
          port: 5433
          passwordFile: secrets/pw
          interval: 1s
          timeout: 1m
          for: { no-primary: 20s, blind: 1h }
        clusters:
          - name: orders
            instances:
              - db1
              - db2:5434
              - { name: third, host: 10.0.0.3, port: 5435 }
              - "[::1]"
              - /run/pg:7
            database: app
            interval: 50ms
            switchoverTolerance: 10s
            keepFiringFor: 0
            for:
              no-primary: 1m30s
          - name: stock.eu_1
            connection: postgresql://me:secret@s1,s2/db
          - name: solo
            host: h9
            sslmode: disable
        """;

    readonly string _directory = Directory.CreateTempSubdirectory("primacy-config-").FullName;

    [Fact]
    public void The_smallest_file_is_a_cluster_with_a_connection()
    {
        var options = Valid(
            """
            clusters:
              - name: orders
                connection: host=db1,db2,db3 user=primacy
            """
        );

        var cluster = Assert.Single(options.Clusters);
        Assert.Equal("orders", cluster.Name);
        Assert.Equal(["db1:5432", "db2:5432", "db3:5432"], cluster.Instances.Select(i => i.Instance.Id.Name));
        Assert.Equal(TimeSpan.FromMilliseconds(500), cluster.Interval);
        Assert.Equal(TimeSpan.FromSeconds(2), cluster.Timeout);
        Assert.Equal(ClusterPolicy.Default, cluster.Policy);
        Assert.Equal(WatchOptions.ListenDefault, options.Listen);
        Assert.Equal("/home/me/.local/state/primacy", options.StateDirectory);
    }

    [Fact]
    public void Everything_can_be_set()
    {
        var options = Valid(Everything);

        Assert.Equal(new IPEndPoint(IPAddress.Any, 9000), options.Listen);
        Assert.Equal(Path.Combine(_directory, "state"), options.StateDirectory);
        Assert.Equal(["http://alerts:9093", "https://other"], options.Webhooks.Select(w => w.Name));
        var orders = options.Clusters[0];
        Assert.Equal(
            ["db1:5433", "db2:5434", "third", "[::1]:5433", "/run/pg:7"],
            orders.Instances.Select(i => i.Instance.Id.Name)
        );
        Assert.Equal(
            ("10.0.0.3", 5435),
            orders.Instances[2].Connection is var third ? (third.Host, third.Port) : default
        );
        Assert.All(orders.Instances, i => Assert.Equal("app", i.Connection.Database));
        Assert.All(orders.Instances, i => Assert.Equal("primacy", i.Connection.User));
        Assert.All(
            orders.Instances,
            i => Assert.Equal(Path.Combine(_directory, "secrets/pw"), i.Connection.PasswordFile)
        );
        Assert.Equal(TimeSpan.FromMilliseconds(50), orders.Interval);
        Assert.Equal(TimeSpan.FromMinutes(1), orders.Timeout);
        Assert.Equal(TimeSpan.FromSeconds(10), orders.Policy.Analysis.SwitchoverTolerance);
        Assert.Equal(TimeSpan.Zero, orders.Policy.Incidents.KeepFor(VerdictCode.Blind));
        Assert.Equal(TimeSpan.FromSeconds(90), orders.Policy.Incidents.For(VerdictCode.NoPrimary));
        Assert.Equal(TimeSpan.FromHours(1), orders.Policy.Incidents.For(VerdictCode.Blind));
        var stock = options.Clusters[1].Instances[1].Connection;
        Assert.Equal(
            ("s2", 5432, "me", "secret", null),
            (stock.Host, stock.Port, stock.User, stock.Password, stock.PasswordFile)
        );
        Assert.Equal(SslMode.Disable, options.Clusters[2].Instances[0].Connection.SslMode);
    }

    [Fact]
    public void Waiting_times_are_one_for_all_verdicts_or_some_by_verdict()
    {
        var options = Valid(
            """
            defaults: { for: 5m, keepFiringFor: { replication-broken: 10m } }
            clusters:
              - { name: a, connection: host=a1 }
              - { name: b, connection: host=b1, for: { blind: 1m }, keepFiringFor: 1s }
            """
        );
        var (a, b) = (options.Clusters[0].Policy.Incidents, options.Clusters[1].Policy.Incidents);

        Assert.Equal(TimeSpan.FromMinutes(5), a.For(VerdictCode.MultiplePrimaries));
        Assert.Equal(TimeSpan.FromMinutes(5), b.For(VerdictCode.MultiplePrimaries));
        Assert.Equal(TimeSpan.FromMinutes(1), b.For(VerdictCode.Blind));
        Assert.Equal(TimeSpan.FromMinutes(10), a.KeepFor(VerdictCode.ReplicationBroken));
        Assert.Equal(TimeSpan.FromSeconds(5), a.KeepFor(VerdictCode.Blind));
        Assert.Equal(TimeSpan.FromSeconds(1), b.KeepFor(VerdictCode.ReplicationBroken));
    }

    [Fact]
    public void Nothing_is_repaired_unless_the_file_says_so()
    {
        var options = Valid(
            """
            kubernetes: true
            clusters: [{ name: a, host: a1 }, { name: b, host: b1, repair: propose }]
            """
        );
        Assert.False(options.IsRepairOff);
        Assert.Equal([RepairMode.Observe, RepairMode.Propose], options.Clusters.Select(cluster => cluster.Repair));
        Assert.Equal(RepairMode.Observe, options.Discovered!.Repair);
    }

    [Fact]
    public void Repair_is_set_for_all_for_one_and_off_for_everything()
    {
        var options = Valid(
            """
            repair: off
            defaults: { repair: propose }
            kubernetes: { repair: observe }
            clusters: [{ name: a, host: a1 }, { name: b, host: b1, repair: observe }]
            """
        );
        Assert.True(options.IsRepairOff);
        Assert.Equal([RepairMode.Propose, RepairMode.Observe], options.Clusters.Select(cluster => cluster.Repair));
        Assert.Equal(RepairMode.Observe, options.Discovered!.Repair);
        Assert.Equal(
            RepairMode.Propose,
            Valid("{ defaults: { repair: propose }, kubernetes: { namespaces: [db] } }").Discovered!.Repair
        );
    }

    [Fact]
    public void The_command_line_goes_before_the_file_and_adds_to_it()
    {
        var file = Write(
            """
            listen: none
            state: here
            clusters:
              - { name: a, connection: host=a1, interval: 2s }
            """
        );
        var settings = new CommandLineSettings
        {
            ConfigFile = file,
            Connections = ["host=b1", "host=c1"],
            Names = ["bee"],
            Interval = "100ms",
            Listen = ":0",
            State = "there",
            Webhooks = ["http://w"],
        };

        var loaded = new ConfigurationSource(settings, Around.Nothing).Load();

        var options = Assert.IsType<LoadedConfiguration.Valid>(loaded).Options;
        Assert.Equal(["a", "bee", "c1"], options.Clusters.Select(c => c.Name));
        Assert.All(options.Clusters, c => Assert.Equal(TimeSpan.FromMilliseconds(100), c.Interval));
        Assert.Equal(new IPEndPoint(IPAddress.Any, 0), options.Listen);
        Assert.Equal("/work/there", options.StateDirectory);
        Assert.Equal(new WebhookOptions(new Uri("http://w")), Assert.Single(options.Webhooks));
    }

    [Fact]
    public void Nowhere_to_listen_is_said_with_none() =>
        Assert.Null(Valid("listen: none\nclusters: [{name: a, host: h}]").Listen);

    [Fact]
    public void A_connection_string_without_a_host_takes_libpqs_default() =>
        Assert.Equal(
            "/var/run/postgresql",
            Valid("clusters: [{name: a, connection: user=x}]").Clusters[0].Instances[0].Connection.Host
        );

    [Fact]
    public void Anchors_and_aliases_work() =>
        Assert.Equal(
            "me2",
            Valid("defaults: {user: &u me2}\nclusters: [{name: a, host: h, user: *u}]")
                .Clusters[0]
                .Instances[0]
                .Connection.User
        );

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_password_that_everybody_may_read_is_warned_of()
    {
        var path = Write("clusters: [{name: a, host: h, password: secret}]");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        var source = new ConfigurationSource(new CommandLineSettings { ConfigFile = path }, Around.Nothing);

        Assert.Contains("holds a password", Assert.Single(source.Load().Warnings).Message, StringComparison.Ordinal);

        File.SetUnixFileMode(path, UnixFileMode.UserRead);
        Assert.Empty(source.Load().Warnings);
    }

    [Fact]
    public void A_file_that_is_not_there_is_one_clear_error()
    {
        var source = new ConfigurationSource(new CommandLineSettings { ConfigFile = "/no/such.yaml" }, Around.Nothing);

        var invalid = Assert.IsType<LoadedConfiguration.Invalid>(source.Load());

        Assert.Equal(
            "/no/such.yaml: the file cannot be read: there is no such file",
            Assert.Single(invalid.Errors).ToString()
        );
    }

    [Fact]
    public void A_source_can_be_loaded_again_after_the_file_has_changed()
    {
        var path = Write("clusters: [{name: a, host: h}]");
        var source = new ConfigurationSource(new CommandLineSettings { ConfigFile = path }, Around.Nothing);
        Assert.IsType<LoadedConfiguration.Valid>(source.Load());

        File.WriteAllText(path, "clusters: [{name: B, host: h}]");
        Assert.IsType<LoadedConfiguration.Invalid>(source.Load());

        File.WriteAllText(path, "clusters: [{name: b, host: h}]");
        Assert.Equal("b", Assert.IsType<LoadedConfiguration.Valid>(source.Load()).Options.Clusters[0].Name);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    WatchOptions Valid(string yaml)
    {
        var source = new ConfigurationSource(new CommandLineSettings { ConfigFile = Write(yaml) }, Around.Nothing);
        var loaded = source.Load();
        if (loaded is LoadedConfiguration.Invalid invalid)
            Assert.Fail(string.Join('\n', invalid.Errors));
        return Assert.IsType<LoadedConfiguration.Valid>(loaded).Options;
    }

    string Write(string yaml)
    {
        var path = Path.Combine(_directory, "primacy.yaml");
        File.WriteAllText(path, yaml);
        return path;
    }
}
