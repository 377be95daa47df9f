using Primacy.Lab;
using Primacy.Tests.Hosting;
using Primacy.Tests.Notifications;
using Xunit;

namespace Primacy.Tests.Deploying;

/// <summary>
/// A healthy cluster, a second primary, and the end of the first one, watched by a real Primacy that each Prometheus of
/// this machine scrapes, with our rules. What tests then ask has happened.
/// </summary>
public sealed class SplitStory : IAsyncLifetime
{
    /// <summary>The values of the set-up that Primacy began with, as they stand in its chart's values.yaml.</summary>
    const string CustomMetrics = """
          customMetrics:
            pg_replication:
              master: true
              query: |
                SELECT
                CASE WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0
                ELSE EXTRACT (EPOCH FROM now() - pg_last_xact_replay_timestamp())::INTEGER END AS lag,
                CASE WHEN pg_is_in_recovery() THEN 1 ELSE 0 END as is_replica;
              metrics:
                - lag: { usage: "GAUGE", description: "Replication lag behind master in seconds" }
                - is_replica: { usage: "GAUGE", description: "Indicates if this host is a replica" }
            pg_postmaster:
              query: SELECT pg_postmaster_start_time() AS start_time_seconds
              metrics: [{ start_time_seconds: { usage: "GAUGE", description: "When it started" } }]
            pg_sessions:
              query: |
                SELECT datname, count(*) AS connections, sum(pid) AS pids_total,
                ARRAY[60.0, 3600] AS age_seconds, ARRAY[1, 2]::bigint[] AS age_seconds_bucket,
                3.5 AS age_seconds_sum, 2 AS age_seconds_count
                FROM pg_stat_activity WHERE datname IS NOT NULL GROUP BY datname
              metrics:
                - datname: { usage: "LABEL", description: "Database" }
                - connections: { usage: "GAUGE", description: "Sessions" }
                - pids_total: { usage: "COUNTER", description: "Of every type that there is" }
                - age_seconds: { usage: "HISTOGRAM", description: "How old they are" }
        """;

    readonly TemporaryDirectory _directory = new();
    LabCluster? _lab;
    WatchProcess? _watcher;
    RecordingReceiver? _receiver;

    internal List<PrometheusServer> Servers { get; } = [];

    internal RecordingPassage? Passage { get; private set; }

    /// <summary>What Primacy's page was while there were two primaries.</summary>
    internal string SplitPage { get; private set; } = "";

    /// <summary>What it was when one of them was gone.</summary>
    internal string LastPage { get; private set; } = "";

    internal DateTimeOffset Healthy { get; private set; }

    internal DateTimeOffset Split { get; private set; }

    internal DateTimeOffset End { get; private set; }

    static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public async ValueTask InitializeAsync()
    {
        if (PrometheusServer.Programs.Count == 0)
            return;
        _receiver = await RecordingReceiver.Start();
        _lab = await LabCluster.StartAsync(new LabOptions { Name = $"story-{Guid.NewGuid().ToString("N")[..12]}" });
        await WatchAsync(_lab);
        await StartPrometheusAsync();

        await TellAsync("count(primacy_cluster_verdict{verdict='healthy'} == 1) == 2");
        await TellAsync("count(rate(primacy_cycles_total[10s]) > 0) == 2");
        await TellAsync("count(pg_up == 1) == 6");
        Healthy = Now;

        await _lab.PromoteAsync(2);
        await _lab.ExecuteAsync(1, "CREATE TABLE lost AS SELECT generate_series(1, 1000) AS n");
        await _lab.ExecuteAsync(2, "CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n");
        await TellAsync("count(primacy_branch_client_commits > 0) == 4");
        await TellAsync("count(ALERTS{alertname='PrimariesDiverged', alertstate='firing'}) == 2");
        Split = Now;
        SplitPage = await _watcher!.AnswerAsync("/metrics");

        await _lab.StopAsync(1);
        await TellAsync("count(count_over_time(primacy_instance_failure{server='node-1'}[10s]) >= 3) == 2");
        End = Now;
        LastPage = await _watcher.AnswerAsync("/metrics");
    }

    public async ValueTask DisposeAsync()
    {
        Servers.ForEach(server => server.Dispose());
        if (Passage is { })
            await Passage.DisposeAsync();
        _watcher?.Dispose();
        if (_lab is { })
            await _lab.DisposeAsync();
        if (_receiver is { })
            await _receiver.DisposeAsync();
        _directory.Dispose();
    }

    internal void Need() =>
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("PRIMACY_TEST_ALL") == "1" || Servers.Count > 0,
            "Prometheus is not installed (Debian: prometheus), and bench/peers has not fetched it"
        );

    /// <summary>Waits until each Prometheus has seen it, where series are counted in both of its jobs.</summary>
    async Task TellAsync(string query)
    {
        foreach (var server in Servers)
            await server.FindsAsync(query);
    }

    async Task WatchAsync(LabCluster lab)
    {
        var instances = lab.Instances.Select(one => $"{{ name: {one.Name}, host: {one.Host}, port: {one.Port} }}");
        await File.WriteAllTextAsync(
            _directory["primacy.yaml"],
            $"""
            listen: 127.0.0.1:0
            state: state
            notify: [webhook: "{_receiver!.Url}"]
            clusters:
              - name: orders
                instances: [{string.Join(", ", instances)}]
                user: {LabCluster.MonitorRole}
            exporter:
            {CustomMetrics}

            """
        );
        _watcher = WatchProcess.Start(lab.Password, "--config", _directory["primacy.yaml"]);
        await _watcher.ReadyAsync();
        Passage = await RecordingPassage.StartAsync(_watcher.Address!);
    }

    /// <summary>The second job has the name that the original's panel asks for.</summary>
    async Task StartPrometheusAsync()
    {
        var configuration = _directory["prometheus.yaml"];
        await File.WriteAllTextAsync(
            configuration,
            $"""
            global: {"{ scrape_interval: 1s, evaluation_interval: 1s }"}
            rule_files: ["{Path.Combine(RulesFile.Directory, RulesFile.Name)}"]
            scrape_configs:
              - job_name: primacy
                static_configs: [targets: ["{_watcher!.Address!.Authority}"]]
              - job_name: kubernetes-service-endpoints
                static_configs: [targets: ["{Passage!.Authority}"]]

            """
        );
        foreach (var (index, program) in PrometheusServer.Programs.Index())
            Servers.Add(PrometheusServer.Start(program, configuration, _directory[$"prometheus-{index}"]));
    }
}
