using System.Globalization;
using Primacy.Lab;
using Primacy.Peers;

namespace Primacy.Bench.SplitBrain;

/// <summary>Both sides of the comparison, started and measured alike.</summary>
internal sealed class Contenders : IDisposable
{
    public const string PrimacyPath = "primacy";

    public const string OriginalPath = "original";

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    readonly HttpClient _http = new();
    readonly Uri _primacyPage;
    readonly ChildProcess _primacy;
    readonly OriginalSetup _original;

    Contenders(Uri primacyPage, ChildProcess primacy, OriginalSetup original) =>
        (_primacyPage, _primacy, _original) = (primacyPage, primacy, original);

    public long PrimacyBytes => _primacy.ResidentBytes;

    public long OriginalBytes => _original.ResidentBytes;

    public static Contenders Start(Peers peers, LabCluster lab, WebhookReceiver receiver, string directory)
    {
        var port = FreePort.Take();
        string[] arguments =
        [
            "watch",
            lab.Conninfo(),
            "--name",
            "bench",
            "--state",
            Path.Combine(directory, "state"),
            "--webhook",
            receiver.UrlFor(PrimacyPath).ToString(),
            "--listen",
            string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"),
        ];
        var environment = new Dictionary<string, string> { ["PGPASSWORD"] = lab.Password };
        var primacy = new ChildProcess("primacy", Executable(), arguments, environment);
        var original = OriginalSetup.Start(
            peers,
            directory,
            lab.Instances.Select(i => DataSource(lab, i)),
            receiver.UrlFor(OriginalPath)
        );
        return new(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")), primacy, original);
    }

    /// <summary>Waits until both sides see all instances.</summary>
    public async Task ReadyAsync(TimeSpan deadline)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await IsReadyAsync())
        {
            ThrowIfAnyIsGone();
            if (TimeProvider.System.GetElapsedTime(started) > deadline)
                throw new TimeoutException("The two sides did not see all instances in time.");
            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    /// <summary>The cost of looking while nothing happens: CPU for each probe, and for each scrape.</summary>
    public async Task<(Cost Primacy, Cost Original)> MeasureAsync(TimeSpan window)
    {
        // Both go on for months. Their first garbage holds what was made at the start, and until it is collected every
        // page of memory is a new one; the first seconds belong to the just-in-time compiler, on one side only.
        await Task.Delay(TimeSpan.FromSeconds(90), TimeProvider.System);
        var (probes, scrapes) = (await ProbesAsync(), await ScrapesAsync());
        var (primacy, exporters) = (_primacy.Cpu, _original.ExportersCpu);
        await Task.Delay(window, TimeProvider.System);
        (primacy, exporters) = (_primacy.Cpu - primacy, _original.ExportersCpu - exporters);
        // To read how often an exporter was scraped is a scrape, and the last one lies behind the window.
        scrapes += _original.Exporters.Count;
        return (new(primacy, await ProbesAsync() - probes), new(exporters, await ScrapesAsync() - scrapes));
    }

    public void ThrowIfAnyIsGone()
    {
        _primacy.ThrowIfGone();
        _original.ThrowIfAnyIsGone();
    }

    public void Dispose()
    {
        _primacy.Dispose();
        _original.Dispose();
        _http.Dispose();
    }

    async Task<bool> IsReadyAsync()
    {
        try
        {
            (await _http.GetAsync(new Uri(_primacyPage, "/readyz"))).EnsureSuccessStatusCode();
            await ScrapesAsync();
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Looks at the cluster, times the instances that each look probes.</summary>
    async Task<double> ProbesAsync() =>
        await MetricsPage.SumAsync(_http, new Uri(_primacyPage, "/metrics"), "primacy_cycles_total")
        * _original.Exporters.Count;

    async Task<double> ScrapesAsync()
    {
        var sums = _original.ExporterMetrics.Select(page =>
            MetricsPage.SumAsync(_http, page, "pg_exporter_scrapes_total")
        );
        return (await Task.WhenAll(sums)).Sum();
    }

    static string DataSource(LabCluster lab, LabInstance instance) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"postgresql://{LabCluster.MonitorRole}:{lab.Password}@{instance.Host}:{instance.Port}/postgres?sslmode=disable"
        );

    static string Executable() =>
        Environment.GetEnvironmentVariable("PRIMACY_BENCH_EXECUTABLE")
        ?? throw new InvalidOperationException(
            "Run the benchmark as bench/split-brain, which builds what is measured."
        );
}
