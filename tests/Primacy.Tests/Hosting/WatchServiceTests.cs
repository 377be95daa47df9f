using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Xunit;

namespace Primacy.Tests.Hosting;

/// <summary>The service as its supervisor and its operator know it: start, reload, stop, and refusals.</summary>
public sealed class WatchServiceTests(ServiceLab fixture) : IClassFixture<ServiceLab>
{
    [Fact]
    public async Task SIGTERM_ends_it_with_exit_code_0()
    {
        using var state = new TemporaryDirectory();
        using var watcher = Watch(state);
        await watcher.ReadyAsync();

        watcher.Signal(PosixSignal.SIGTERM);

        Assert.Equal(0, await watcher.ExitAsync());
    }

    [Fact]
    public async Task It_is_ready_and_healthy_and_shows_the_originals_metrics()
    {
        using var state = new TemporaryDirectory();
        using var watcher = Watch(state);
        await watcher.ReadyAsync();
        await watcher.HoldsAsync(
            async () => (await watcher.GetAsync("/api/v1/clusters/orders"))?.Contains("\"healthy\"") is true,
            "the cluster is healthy"
        );

        var metrics = await watcher.AnswerAsync("/metrics");
        var primary = $"server=\"127.0.0.1:{fixture.Lab.Instances[0].Port}\"";
        Assert.Contains(
            $"pg_replication_is_replica{{cluster=\"orders\",{primary}}} 0\n",
            metrics,
            StringComparison.Ordinal
        );
        Assert.Contains("primacy_cluster_primaries{cluster=\"orders\"} 1\n", metrics, StringComparison.Ordinal);
        await watcher.AnswerAsync("/healthz");
        Assert.DoesNotContain(fixture.Lab.Password, metrics, StringComparison.Ordinal);
        Assert.DoesNotContain(fixture.Lab.Password, watcher.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_reload_takes_new_clusters_and_a_wrong_file_changes_nothing(bool bySignal)
    {
        using var directory = new TemporaryDirectory();
        var file = directory["primacy.yaml"];
        await WriteAsync(file, "orders");
        using var watcher = WatchProcess.Start(null, "--config", file);
        await watcher.ReadyAsync();

        await WriteAsync(file, "orders", "stock");
        await ReloadAsync(watcher, bySignal, 200);
        await watcher.HoldsAsync(
            async () => await watcher.GetAsync(PathOf("stock")) is not null,
            "the new cluster is watched"
        );
        await watcher.AnswerAsync(PathOf("orders"));

        await File.WriteAllTextAsync(file, "clusters:\n  - nam: orders\n", TestContext.Current.CancellationToken);
        await ReloadAsync(watcher, bySignal, 422);
        await watcher.HoldsAsync(
            () => Task.FromResult(watcher.Errors.Contains("the old one stays in use")),
            "it says that it keeps the old configuration"
        );
        Assert.Contains("primacy.yaml:2:5", watcher.Errors, StringComparison.Ordinal);
        await watcher.AnswerAsync(PathOf("stock"));
    }

    [Fact]
    public async Task A_port_in_use_is_one_clear_line_and_exit_code_1()
    {
        using var state = new TemporaryDirectory();
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        taken.Listen();
        var address = $"127.0.0.1:{((IPEndPoint)taken.LocalEndPoint!).Port}";
        using var watcher = Watch(state, address);

        Assert.Equal(1, await watcher.ExitAsync());
        Assert.Contains(address, Assert.Single(watcher.Errors.Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_of_another_machine_is_one_clear_line_and_exit_code_1()
    {
        using var state = new TemporaryDirectory();
        using var watcher = Watch(state, "192.0.2.1:9432");

        Assert.Equal(1, await watcher.ExitAsync());
        Assert.Contains("192.0.2.1:9432", Assert.Single(watcher.Errors.Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_listens_everywhere_gives_an_address_that_others_can_follow()
    {
        using var state = new TemporaryDirectory();
        using var watcher = Watch(state, ":0");
        await watcher.HoldsAsync(() => Task.FromResult(watcher.Address is not null), "it says where its page is");

        Assert.Equal(Environment.MachineName, watcher.Address!.Host, ignoreCase: true);
    }

    [Fact]
    public async Task A_second_watcher_on_one_state_directory_is_refused()
    {
        using var state = new TemporaryDirectory();
        using var first = Watch(state);
        await first.ReadyAsync();
        using var second = Watch(state);

        Assert.Equal(1, await second.ExitAsync());
        Assert.Contains(state.Path, Assert.Single(second.Errors.Split('\n')), StringComparison.Ordinal);
    }

    /// <summary>Answered as long as the cluster is watched.</summary>
    static string PathOf(string cluster) => $"/api/v1/clusters/{cluster}";

    static async Task ReloadAsync(WatchProcess watcher, bool bySignal, int status)
    {
        if (bySignal)
            watcher.Signal(PosixSignal.SIGHUP);
        else
            Assert.Equal(status, await watcher.PostAsync("/-/reload"));
    }

    async Task WriteAsync(string file, params string[] clusters)
    {
        var password = Path.Combine(Path.GetDirectoryName(file)!, "password");
        var token = Path.Combine(Path.GetDirectoryName(file)!, "token");
        await File.WriteAllTextAsync(token, WatchProcess.Token, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(password, fixture.Lab.Password, TestContext.Current.CancellationToken);
        // A server belongs to one cluster only, so that each gets one; whether they are healthy is not asked here.
        var entries = clusters.Select(
            (name, i) =>
                $"  - name: {name}\n    instances: [127.0.0.1:{fixture.Lab.Instances[i].Port}]\n"
                + "    user: primacy\n    passwordFile: password\n"
        );
        await File.WriteAllTextAsync(
            file,
            $"listen: 127.0.0.1:0\nstate: state\nweb: {{ tokens: [{{ name: tester, file: token }}] }}\n"
                + $"clusters:\n{string.Concat(entries)}",
            TestContext.Current.CancellationToken
        );
    }

    WatchProcess Watch(TemporaryDirectory state, string listen = "127.0.0.1:0") =>
        WatchProcess.Start(
            fixture.Lab.Password,
            fixture.Lab.Conninfo(),
            "--name",
            "orders",
            "--state",
            state.Path,
            "--listen",
            listen
        );
}
