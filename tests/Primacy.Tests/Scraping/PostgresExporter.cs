using System.Diagnostics;
using Primacy.Peers;
using Primacy.Probing;
using Xunit;

namespace Primacy.Tests.Scraping;

/// <summary>The real postgres_exporter, as bench/peers fetches it, on the server that we scrape.</summary>
internal sealed class PostgresExporter : IDisposable
{
    static readonly string[] Places =
    [
        "/var/cache/primacy/peers-forky",
        Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
            ".cache",
            "primacy",
            "peers-forky"
        ),
    ];

    /// <summary>What its sessions are called, which are no business of a comparison.</summary>
    public const string ApplicationName = "the-other-exporter";

    readonly Process _process;
    readonly Uri _address;
    readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };

    PostgresExporter(Process process, Uri address) => (_process, _address) = (process, address);

    static string? Program { get; } =
        Places
            .Select(place => Path.Combine(place, "root", "usr", "bin", "prometheus-postgres-exporter"))
            .FirstOrDefault(File.Exists);

    /// <summary>Skips a test where it is not there.</summary>
    public static void Need() =>
        Assert.SkipWhen(Program is null, "postgres_exporter is not here; bench/peers fetches it");

    /// <summary>With nothing on but the queries, as its own collectors' names would collide with them.</summary>
    public static PostgresExporter Start(
        ConnectionSettings server,
        string queries,
        params ReadOnlySpan<string> arguments
    ) => Start(server, [$"--extend.query-path={queries}", .. NothingElse, .. arguments]);

    /// <summary>With only this collector on, or with what is on unless it is told otherwise.</summary>
    public static PostgresExporter StartCollector(ConnectionSettings server, string? only) =>
        Start(server, only is null ? [] : [.. NothingElse, $"--collector.{only}", .. Options(only)]);

    /// <summary>With the text of statements, as <see cref="CollectorLab.Statements"/> has it.</summary>
    static string[] Options(string collector) =>
        collector is "stat_statements"
            ?
            [
                "--collector.stat_statements.include_query",
                $"--collector.stat_statements.query_length={CollectorLab.Statements.TextLength}",
                $"--collector.stat_statements.limit={CollectorLab.Statements.Limit}",
                $"--collector.stat_statements.exclude_users={string.Join(',', CollectorLab.Statements.ExcludedUsers)}",
            ]
            : [];

    static PostgresExporter Start(ConnectionSettings server, string[] arguments)
    {
        var name =
            $"postgresql://{server.User}:{server.Password}@{server.Host}:{server.Port}"
            + $"/{server.Database}?sslmode=disable&application_name={ApplicationName}";
        return StartIn([("DATA_SOURCE_NAME", name)], arguments);
    }

    /// <summary>As nothing but its environment says.</summary>
    public static PostgresExporter StartIn(
        IEnumerable<(string Name, string Value)> environment,
        params IEnumerable<string> arguments
    )
    {
        var port = FreePort.Take();
        var start = new ProcessStartInfo(Program!, [$"--web.listen-address=127.0.0.1:{port}", .. arguments])
        {
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.BeginErrorReadLine();
        return new PostgresExporter(process, new Uri($"http://127.0.0.1:{port}/metrics"));
    }

    /// <summary>The series whose names begin so.</summary>
    public Task<IReadOnlyList<Series>> ScrapeAsync(params string[] prefixes) => ScrapeAsync(_address, prefixes);

    /// <summary>The same of a target, in its multi-target way.</summary>
    public Task<IReadOnlyList<Series>> ProbeAsync(string target, string module, params string[] prefixes) =>
        ScrapeAsync(new Uri(_address, $"/probe?target={target}&auth_module={module}"), prefixes);

    async Task<IReadOnlyList<Series>> ScrapeAsync(Uri address, string[] prefixes)
    {
        string? page = null;
        await Eventually.Holds(
            async () =>
            {
                try
                {
                    page = await _http.GetStringAsync(address, TestContext.Current.CancellationToken);
                    return true;
                }
                catch (HttpRequestException e) when (e.StatusCode is null)
                {
                    return false;
                }
            },
            "postgres_exporter answers"
        );
        return
        [
            .. Series
                .Parse(page!)
                .Where(series => prefixes.Any(prefix => series.Name.StartsWith(prefix, StringComparison.Ordinal))),
        ];
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _http.Dispose();
    }

    /// <summary>Its collectors that are on unless it is told otherwise.</summary>
    public static string[] OnByDefault { get; } =
    [
        "database",
        "locks",
        "replication",
        "replication_slot",
        "roles",
        "stat_bgwriter",
        "stat_database",
        "stat_progress_vacuum",
        "stat_user_tables",
        "statio_user_tables",
        "wal",
    ];

    static string[] NothingElse { get; } =
    [
        "--disable-default-metrics",
        "--disable-settings-metrics",
        .. OnByDefault.Select(collector => $"--no-collector.{collector}"),
    ];
}
