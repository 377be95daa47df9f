using System.Collections.Immutable;
using Primacy.Analysis;
using Primacy.Exposition;
using Primacy.Incidents;
using Primacy.Watching;

namespace Primacy.Exporter;

/// <summary>What is measured of each cluster.</summary>
internal static class ClusterMetrics
{
    public static void Write(ExpositionWriter writer, ImmutableSortedDictionary<string, ClusterSnapshot> clusters)
    {
        writer.Gauge("primacy_cluster_primaries", "Members that answer as a primary. Anything but 1 deserves a look.");
        Each(clusters, s => s.View.Primaries.Count, writer);
        writer.Gauge("primacy_cluster_members", "Declared members.");
        Each(clusters, s => s.View.Members.Count, writer);
        writer.Gauge(
            "primacy_cluster_members_unseen",
            "Members without an answer or proof of being down: they may be anything."
        );
        Each(clusters, s => s.View.Unseen.Count, writer);
        Verdicts(clusters, writer);
        Diverged(clusters, writer);
        Incidents(clusters, writer);
        writer.Gauge("primacy_last_cycle_timestamp_seconds", "When the last look ended, in seconds since 1970.");
        Each(clusters, s => (s.At - DateTimeOffset.UnixEpoch).TotalSeconds, writer);
        writer.Gauge("primacy_cycle_duration_seconds", "How long the last look took, a second read included.");
        Each(clusters, s => s.Took.TotalSeconds, writer);
        writer.Gauge(
            "primacy_cluster_attention",
            "1 while the cluster is looked at more often after something unusual."
        );
        Each(clusters, s => s.Hurry is null ? 0 : 1, writer);
        writer.Counter("primacy_cycles_total", "Looks taken at the cluster since the process started.");
        Each(clusters, s => s.Cycle, writer);
        writer.Gauge("primacy_journal_healthy", "1 while the journal can be written; 0 means a restart would forget.");
        writer.Sample(clusters.Values.All(s => s.JournalFault is null));
    }

    static void Verdicts(ImmutableSortedDictionary<string, ClusterSnapshot> clusters, ExpositionWriter writer)
    {
        writer.Gauge("primacy_cluster_verdict", "1 for every verdict that holds now, 0 for every other one.");
        foreach (var (cluster, snapshot) in clusters)
        {
            foreach (var code in VerdictCodes.All)
            {
                // A cluster of which nothing could be proven has a headline that no detector found.
                var holds =
                    snapshot.Assessment.Headline.Code == code || snapshot.Assessment.Of(code) is Detection.Present;
                writer.Sample(holds, ("cluster", cluster), ("verdict", code.Slug));
            }
        }
    }

    static void Diverged(ImmutableSortedDictionary<string, ClusterSnapshot> clusters, ExpositionWriter writer)
    {
        writer.Gauge(
            "primacy_cluster_diverged_bytes",
            "WAL a claimant wrote past the fork, which is lost if the other side is kept; absent when unknown."
        );
        foreach (var (cluster, snapshot) in clusters)
        {
            var sides = snapshot
                .Assessment.Headline.Divergences.Where(d => d.State is not DivergenceState.Unknown)
                .SelectMany(d =>
                    new[] { (Server: d.Older, Bytes: d.OlderBytes), (Server: d.Newer, Bytes: d.NewerBytes) }
                )
                .GroupBy(side => side.Server, side => side.Bytes);
            foreach (var side in sides)
                writer.Sample(side.Max(), ("cluster", cluster), ("server", side.Key.Name));
        }
    }

    static void Incidents(ImmutableSortedDictionary<string, ClusterSnapshot> clusters, ExpositionWriter writer)
    {
        writer.Gauge("primacy_cluster_incidents", "Open incidents by phase.");
        foreach (var (cluster, snapshot) in clusters)
        {
            var firing = snapshot.Incidents.Count(i => i.Phase is IncidentPhase.Firing);
            writer.Sample(snapshot.Incidents.Count - firing, ("cluster", cluster), ("phase", "pending"));
            writer.Sample(firing, ("cluster", cluster), ("phase", "firing"));
        }
    }

    static void Each<T>(
        ImmutableSortedDictionary<string, ClusterSnapshot> clusters,
        Func<ClusterSnapshot, T> value,
        ExpositionWriter writer
    )
        where T : IUtf8SpanFormattable
    {
        foreach (var (cluster, snapshot) in clusters)
            writer.Sample(value(snapshot), ("cluster", cluster));
    }
}
