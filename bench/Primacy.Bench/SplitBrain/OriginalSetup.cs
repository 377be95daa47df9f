using System.Globalization;
using Primacy.Peers;

namespace Primacy.Bench.SplitBrain;

/// <summary>
/// The set-up that Primacy began with: one postgres_exporter for each instance with the custom
/// query, Prometheus counting primaries, Alertmanager posting the webhook. Everything is as tight as it can be set, not
/// as its author had it (over five minutes).
/// </summary>
internal sealed class OriginalSetup : IDisposable
{
    const string Queries = """
        pg_replication:
          query: "SELECT CASE WHEN NOT pg_is_in_recovery() THEN 0 ELSE GREATEST (0, EXTRACT(EPOCH FROM (now() - pg_last_xact_replay_timestamp()))) END AS lag, CASE WHEN pg_is_in_recovery() THEN 1 ELSE 0 END as is_replica"
          master: true
          metrics:
            - lag:
                usage: "GAUGE"
                description: "Replication lag behind master in seconds"
            - is_replica:
                usage: "GAUGE"
                description: "Indicates if this host is a replica"
        """;

    const string Rules = """
        groups:
          - name: primaries
            interval: 1s
            rules:
              - alert: TwoPrimaries
                expr: count(pg_replication_is_replica == 0) >= 2
                for: 0s
        """;

    readonly List<ChildProcess> _all = [];

    OriginalSetup() { }

    public List<ChildProcess> Exporters { get; } = [];

    public List<Uri> ExporterMetrics { get; } = [];

    public TimeSpan ExportersCpu => TimeSpan.FromTicks(Exporters.Sum(e => e.Cpu.Ticks));

    public long ResidentBytes => _all.Sum(p => p.ResidentBytes);

    public static OriginalSetup Start(Peers peers, string directory, IEnumerable<string> dataSources, Uri webhook)
    {
        var setup = new OriginalSetup();
        var queries = Write(directory, "queries.yaml", Queries);
        foreach (var dataSource in dataSources)
            setup.StartExporter(peers, queries, dataSource);
        var alertmanagerPort = setup.StartAlertmanager(directory, webhook);
        setup.StartPrometheus(directory, alertmanagerPort);
        return setup;
    }

    public void ThrowIfAnyIsGone() => _all.ForEach(p => p.ThrowIfGone());

    public void Dispose() => _all.ForEach(p => p.Dispose());

    void StartExporter(Peers peers, string queries, string dataSource)
    {
        var port = FreePort.Take();
        string[] arguments =
        [
            $"--web.listen-address=127.0.0.1:{port}",
            $"--extend.query-path={queries}",
            "--disable-default-metrics",
            "--disable-settings-metrics",
            .. peers.NoCollectors,
        ];
        var environment = new Dictionary<string, string> { ["DATA_SOURCE_NAME"] = dataSource };
        var exporter = new ChildProcess("postgres_exporter", Peers.PathOf(Peers.Exporter), arguments, environment);
        Exporters.Add(exporter);
        _all.Add(exporter);
        ExporterMetrics.Add(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/metrics")));
    }

    int StartAlertmanager(string directory, Uri webhook)
    {
        var port = FreePort.Take();
        var configuration = Write(
            directory,
            "alertmanager.yml",
            $"""
            route:
              receiver: bench
              group_wait: 0s
              group_interval: 1s
              repeat_interval: 1h
            receivers:
              - name: bench
                webhook_configs:
                  - url: {webhook}
                    send_resolved: true
            """
        );
        string[] arguments =
        [
            $"--config.file={configuration}",
            $"--storage.path={Path.Combine(directory, "alertmanager")}",
            $"--web.listen-address=127.0.0.1:{port}",
            "--cluster.listen-address=",
        ];
        _all.Add(
            new ChildProcess(
                "alertmanager",
                Peers.PathOf(Peers.Alertmanager),
                arguments,
                new Dictionary<string, string>()
            )
        );
        return port;
    }

    void StartPrometheus(string directory, int alertmanagerPort)
    {
        var rules = Write(directory, "rules.yml", Rules);
        var targets = string.Join(", ", ExporterMetrics.Select(m => $"'{m.Authority}'"));
        var configuration = Write(
            directory,
            "prometheus.yml",
            $"""
            global:
              scrape_interval: 1s
              evaluation_interval: 1s
            rule_files: [{rules}]
            alerting:
              alertmanagers:
                - static_configs:
                    - targets: ['127.0.0.1:{alertmanagerPort}']
            scrape_configs:
              - job_name: postgres
                static_configs:
                  - targets: [{targets}]
            """
        );
        string[] arguments =
        [
            $"--config.file={configuration}",
            $"--storage.tsdb.path={Path.Combine(directory, "prometheus")}",
            $"--web.listen-address=127.0.0.1:{FreePort.Take()}",
            "--rules.alert.resend-delay=1s",
        ];
        _all.Add(
            new ChildProcess("prometheus", Peers.PathOf(Peers.Prometheus), arguments, new Dictionary<string, string>())
        );
    }

    static string Write(string directory, string name, string text)
    {
        var path = Path.Combine(directory, name);
        File.WriteAllText(path, text);
        return path;
    }
}
