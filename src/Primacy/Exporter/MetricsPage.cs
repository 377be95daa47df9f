using System.IO.Pipelines;
using Primacy.Exposition;
using Primacy.Scraping;
using Primacy.Watching;

namespace Primacy.Exporter;

/// <summary>All that /metrics serves, computed at each scrape from what the watchers published last.</summary>
internal sealed class MetricsPage(SnapshotFeed feed, MeterReadings readings, TimeProvider time)
{
    /// <summary>What Primacy knows without asking anybody now.</summary>
    public void Write(ExpositionWriter writer)
    {
        // Taken once, so that every family tells of the same looks.
        var clusters = feed.Newest;
        var now = time.GetUtcNow();
        InstanceMetrics.Write(writer, clusters, now);
        ClusterMetrics.Write(writer, clusters);
        SplitMetrics.Write(writer, clusters);
        TestimonyMetrics.Write(writer, clusters, now);
        readings.Write(writer);
        ProcessMetrics.Write(writer);
    }

    /// <summary>What is known of one server; nothing of one that nobody probes.</summary>
    public void Write(ExpositionWriter writer, ScrapeTarget only)
    {
        if (only.IsConfigured)
            InstanceMetrics.Write(writer, feed.Newest, time.GetUtcNow(), (only.Cluster, only.Server));
    }

    /// <summary>The whole page.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="format">In which format.</param>
    /// <param name="scraped">What was scraped; null for nothing.</param>
    /// <param name="only">The server it is limited to; null for all.</param>
    /// <param name="cancellation">Stops it when nobody reads any more.</param>
    public async Task WriteAsync(
        PipeWriter output,
        ExpositionFormat format,
        ScrapeResult? scraped,
        ScrapeTarget? only,
        CancellationToken cancellation
    )
    {
        var writer = new ExpositionWriter(output, format);
        if (only is { })
            Write(writer, only);
        else
            Write(writer);
        if (scraped is { })
            await ScrapedMetrics.WriteAsync(writer, scraped, output, cancellation);
        writer.End();
        await output.FlushAsync(cancellation);
    }
}
