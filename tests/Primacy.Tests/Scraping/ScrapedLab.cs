using System.IO.Pipelines;
using System.Text;
using Microsoft.Extensions.Logging;
using Primacy.Configuration;
using Primacy.Configuration.Yaml;
using Primacy.Exporter;
using Primacy.Exposition;
using Primacy.Probing;
using Primacy.Scraping;
using Primacy.Tests.Notifications;
using Primacy.Tests.Probing;
using Xunit;

namespace Primacy.Tests.Scraping;

/// <summary>Real servers and scrapers of them, configured as a file would.</summary>
internal sealed class ScrapedLab : IAsyncDisposable
{
    readonly ProbedLab _lab;
    readonly bool _isOurs;
    int _count;
    readonly LogLines _log = new();
    readonly Scrapers _scrapers;

    ScrapedLab(ProbedLab lab, bool isOurs)
    {
        (_lab, _isOurs, _count) = (lab, isOurs, lab.Lab.Instances.Count);
        _scrapers = new Scrapers(TimeProvider.System, new Logger<Scrapers>(_log));
    }

    public ProbedLab Servers => _lab;

    public IReadOnlyList<string> Log => _log.All;

    public static async Task<ScrapedLab> StartAsync(int? major = null, int instances = 1) =>
        new(await ProbedLab.StartAsync(major, instances), isOurs: true);

    /// <summary>Scrapes servers that others use too.</summary>
    public static ScrapedLab Of(ProbedLab lab, int instances = 1) => new(lab, isOurs: false) { _count = instances };

    /// <summary>Takes what would stand under <c>exporter:</c>, with nothing on but what it says.</summary>
    public void Configure(string yaml) => Configure(Read(yaml));

    public void Configure(ExporterOptions options) =>
        _scrapers.Use(options, [.. Enumerable.Range(1, _count).Select(Target)]);

    public static ExporterOptions Read(string yaml)
    {
        var problems = new Problems();
        var item = YamlReader.Read("primacy.yaml", new StringReader(yaml), problems);
        var options = new ExporterReader(Environment.CurrentDirectory, problems).Read(item);
        Assert.Empty(problems.Errors);
        return options! with { Collectors = [.. Collectors.All.Select(c => new CollectorSwitch(c.Name, IsOn: false))] };
    }

    /// <summary>Changes how the servers are connected to, before they are configured.</summary>
    public Func<ConnectionSettings, ConnectionSettings> Adjust { get; set; } = settings => settings;

    /// <summary>Long enough for a machine that has much else to do, unless a test is about impatience.</summary>
    public TimeSpan ConnectTimeout { get; set; } = Probes.Patience;

    public ScrapeTarget Target(int number)
    {
        var settings = Adjust(_lab.Settings(number) with { ConnectTimeout = ConnectTimeout });
        return new ScrapeTarget("orders", $"{settings.Host}:{settings.Port}", settings.Host, settings);
    }

    public Task<ScrapeResult?> BeginAsync(TimeSpan? patience = null) => _scrapers.ScrapeAsync(null, patience);

    /// <summary>What a page shows.</summary>
    public async Task<IReadOnlyList<Series>> ScrapeAsync(TimeSpan? patience = null) =>
        Series.Parse(await PageAsync(ExpositionFormat.Text, patience));

    public async Task<string> PageAsync(ExpositionFormat format, TimeSpan? patience = null)
    {
        var scraped = await BeginAsync(patience);
        var output = new MemoryStream();
        var pipe = PipeWriter.Create(output);
        var writer = new ExpositionWriter(pipe, format);
        await ScrapedMetrics.WriteAsync(writer, scraped!, pipe, TestContext.Current.CancellationToken);
        writer.End();
        await pipe.FlushAsync(TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    public async ValueTask DisposeAsync()
    {
        await _scrapers.DisposeAsync();
        if (_isOurs)
            await _lab.DisposeAsync();
    }
}
