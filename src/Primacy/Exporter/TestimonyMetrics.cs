using System.Collections.Immutable;
using Primacy.Exposition;
using Primacy.Topology;
using Primacy.Watching;

namespace Primacy.Exporter;

/// <summary>What is known beyond the probes: whom managers take for the primary, and how old each piece is.</summary>
internal static class TestimonyMetrics
{
    public static void Write(
        ExpositionWriter writer,
        ImmutableSortedDictionary<string, ClusterSnapshot> clusters,
        DateTimeOffset now
    )
    {
        writer.Gauge("primacy_manager_up", "Whether a manager answered when it was last asked.");
        foreach (var (cluster, claim) in Claims(clusters))
            writer.Sample(
                claim.Fault is null,
                ("cluster", cluster),
                ("manager", claim.Manager),
                ("source", claim.Source)
            );
        writer.Gauge("primacy_manager_primary", "1 with the server that a manager takes for the primary.");
        foreach (var (cluster, claim) in Claims(clusters))
        {
            foreach (var member in claim.Members.Where(m => m.Role is Role.Primary))
                writer.Sample(
                    1,
                    ("cluster", cluster),
                    ("manager", claim.Manager),
                    ("source", claim.Source),
                    ("server", clusters[cluster].View.Find(member)?.Id.Name ?? member.Name)
                );
        }
        writer.Gauge("primacy_evidence_age_seconds", "How old what is known beyond the probes is.");
        foreach (var (cluster, snapshot) in clusters)
        {
            var testimony = snapshot.View.Testimony;
            foreach (var lineage in testimony.Lineages)
                Age("lineage", lineage.Instance.Name, lineage.At);
            foreach (var pair in testimony.Comparisons)
                Age("comparison", $"{pair.One},{pair.Other}", pair.At);
            foreach (var claim in testimony.Claims)
                Age("claim", claim.Source, claim.At);

            void Age(string kind, string about, DateTimeOffset at) =>
                writer.Sample(
                    Math.Max(0, (now - at).TotalSeconds),
                    ("cluster", cluster),
                    ("evidence", kind),
                    ("about", about)
                );
        }
    }

    static IEnumerable<(string Cluster, Claim Claim)> Claims(
        ImmutableSortedDictionary<string, ClusterSnapshot> clusters
    ) => clusters.SelectMany(pair => pair.Value.View.Testimony.Claims.Select(claim => (pair.Key, claim)));
}
