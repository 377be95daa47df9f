using System.Net;
using Primacy.Lab;
using Primacy.Tests.Hosting;
using Xunit;

namespace Primacy.Tests.Scraping;

/// <summary>/probe with auth modules, and with servers that are not configured.</summary>
public sealed class ProbeEndpointTests(ServiceLab fixture) : IClassFixture<ServiceLab>
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_is_not_configured_is_scraped_under_a_module_as_by_postgres_exporter()
    {
        PostgresExporter.Need();
        using var directory = new TemporaryDirectory();
        using var watcher = await StartAsync(directory, "allowUnconfiguredTargets: true");
        using var theirs = PostgresExporter.StartIn([], $"--config.file={directory["postgres_exporter.yml"]}");
        var target = Address(2);

        var page = Series.Parse(await watcher.AnswerAsync($"/probe?target={target}&auth_module=main"));
        var their = await theirs.ProbeAsync(target, "main", "pg_");

        Assert.Equal("1", Assert.Single(page, series => series.Name is "pg_up").Value);
        Assert.Equal($"server={target}", Assert.Single(page, series => series.Name is "pg_up").Labels);
        Assert.Equal("1", Assert.Single(page, series => series.Name is "pg_replication_is_replica").Value);
        Assert.DoesNotContain(
            Names(their).Except(Names(page)),
            name => !name.StartsWith("pg_exporter_", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(fixture.Lab.Password, watcher.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configured_server_is_scraped_under_the_module_that_is_named()
    {
        using var directory = new TemporaryDirectory();
        using var watcher = await StartAsync(
            directory,
            "customMetrics: { who: { query: 'SELECT current_user AS name, 1 AS v', metrics: [{ name: { usage: LABEL } }, { v: { usage: GAUGE } }] } }"
        );
        await fixture.Lab.ExecuteAsync(1, "CREATE ROLE other LOGIN PASSWORD 'geheim' IN ROLE pg_monitor", Cancellation);

        string[] asked = ["", "&auth_module=main", "&auth_module=other"];
        var users = new List<string>();
        foreach (var module in asked)
        {
            var page = Series.Parse(await watcher.AnswerAsync($"/probe?target=orders/{Address(1)}{module}"));
            users.Add(Assert.Single(page, series => series.Name is "who_v").Label("name"));
            Assert.Equal("orders", Assert.Single(page, series => series.Name is "pg_up").Label("cluster"));
        }

        Assert.Equal([LabCluster.MonitorRole, LabCluster.MonitorRole, "other"], users);
        await fixture.Lab.ExecuteAsync(1, "DROP ROLE other", Cancellation);
    }

    [Theory]
    [InlineData("", "auth_module=main", "'allowUnconfiguredTargets' is not set")]
    [InlineData("allowUnconfiguredTargets: true", "", "a target that is not configured needs an auth_module")]
    [InlineData("allowUnconfiguredTargets: true", "auth_module=no", "auth_module no is not among the 'authModules'")]
    public async Task What_is_not_allowed_is_refused_with_its_reason(string line, string query, string reason)
    {
        using var directory = new TemporaryDirectory();
        using var watcher = await StartAsync(directory, line);
        using var http = new HttpClient();

        using var answer = await http.GetAsync(
            new Uri(watcher.Address!, $"/probe?target={Address(2)}&{query}"),
            Cancellation
        );

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var words = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.StartsWith($"{Address(2)} is no target: ", words, StringComparison.Ordinal);
        Assert.Contains(reason, words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_in_a_target_is_said_nowhere_and_a_wrong_one_is_a_server_that_is_down()
    {
        using var directory = new TemporaryDirectory();
        using var watcher = await StartAsync(directory, "allowUnconfiguredTargets: true");
        using var http = new HttpClient();
        var target = Uri.EscapeDataString($"postgresql://primacy:geheim@{Address(2)}/postgres?sslmode=disable");

        var page = Series.Parse(await watcher.AnswerAsync($"/probe?target={target}"));
        Assert.Equal("0", Assert.Single(page, series => series.Name is "pg_up").Value);
        await watcher.HoldsAsync(
            () => Task.FromResult(watcher.Errors.Contains($"(not configured): {Address(2)} cannot be scraped")),
            "the log says why"
        );

        var refused = await http.GetAsync(
            new Uri(watcher.Address!, $"/probe?target={target}%26sslkey=x"),
            Cancellation
        );
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.DoesNotContain(
            "geheim",
            await refused.Content.ReadAsStringAsync(Cancellation),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("geheim", watcher.Errors, StringComparison.Ordinal);
    }

    static IEnumerable<string> Names(IEnumerable<Series> page) => page.Select(series => series.Name).Distinct();

    string Address(int number) => $"127.0.0.1:{fixture.Lab.Instances[number - 1].Port}";

    /// <summary>Only the first of the servers is configured.</summary>
    async Task<WatchProcess> StartAsync(TemporaryDirectory directory, string line)
    {
        await File.WriteAllTextAsync(
            directory["postgres_exporter.yml"],
            $$"""
            auth_modules:
              main:
                type: userpass
                userpass: { username: {{LabCluster.MonitorRole}}, password: "{{fixture.Lab.Password}}" }
                options: { sslmode: disable, dbname: postgres }
              other:
                type: userpass
                userpass: { username: other, password: geheim }
            """,
            Cancellation
        );
        await File.WriteAllTextAsync(
            directory["primacy.yaml"],
            $$"""
            listen: 127.0.0.1:0
            state: state
            clusters:
              - { name: orders, instances: ["{{Address(1)}}"], user: {{LabCluster.MonitorRole}}, timeout: 20s }
            exporter:
              authModules: postgres_exporter.yml
              {{line}}
            """,
            Cancellation
        );
        var watcher = WatchProcess.Start(fixture.Lab.Password, "--config", directory["primacy.yaml"]);
        await watcher.ReadyAsync();
        return watcher;
    }
}
