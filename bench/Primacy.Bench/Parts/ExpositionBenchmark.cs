using System.IO.Pipelines;
using BenchmarkDotNet.Attributes;
using Primacy.Exporter;
using Primacy.Exposition;
using Primacy.Scraping;

namespace Primacy.Bench.Parts;

/// <summary>
/// What writing a page costs of what was scraped of ten thousand servers. It must allocate nothing that grows with it.
/// </summary>
[MemoryDiagnoser]
public class ExpositionBenchmark
{
    const int Servers = 10_000;
    const int SamplesOfFamily = 5;

    readonly PipeWriter _output = PipeWriter.Create(Stream.Null);
    ScrapeResult _scraped = new(new ScrapePlan(new ExporterOptions(), []), []);

    /// <summary>How many series each server has.</summary>
    [Params(10, 100)]
    public int Series { get; set; }

    [Params(false, true)]
    public bool IsOpenMetrics { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        Family[] families =
        [
            .. Enumerable
                .Range(0, Series / SamplesOfFamily)
                .Select(i => Family.Gauge($"pg_stat_of_something_{i}", "Something.", "datname", "mode")),
        ];
        _scraped = _scraped with { Scrapes = [.. Enumerable.Range(0, Servers).Select(i => Scraped(i, families))] };
    }

    [Benchmark]
    public Task Write() =>
        ScrapedMetrics.WriteAsync(
            new ExpositionWriter(_output, new ExpositionFormat(IsOpenMetrics, AllowsUtf8: false)),
            _scraped,
            _output,
            CancellationToken.None
        );

    static Scrape Scraped(int server, Family[] families)
    {
        var sink = new SampleSink(
            new CommonLabels(("cluster", $"cluster-{server / 3}"), ("server", $"db{server}:5432"))
        );
        foreach (var family in families)
        {
            for (var i = 0; i < SamplesOfFamily; i++)
                sink.Add(family, i == 0 ? server + 0.125 : server * 1000L, $"database_{i}", "accessexclusivelock");
        }
        return new Scrape(sink.Build(), []);
    }
}
