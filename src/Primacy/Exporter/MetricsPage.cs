using System.Buffers;
using Primacy.Exposition;
using Primacy.Watching;

namespace Primacy.Exporter;

/// <summary>All that /metrics serves, computed at each scrape from what the watchers published last.</summary>
internal sealed class MetricsPage(SnapshotFeed feed, MeterReadings readings, TimeProvider time)
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public void Write(IBufferWriter<byte> output)
    {
        var writer = new ExpositionWriter(output);
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
}
