using System.Collections.Immutable;
using Primacy.Analysis;
using Primacy.Exposition;
using Primacy.Watching;

namespace Primacy.Exporter;

/// <summary>What is measured of splits while there are any. What was not counted is absent, never zero.</summary>
internal static class SplitMetrics
{
    public static void Write(ExpositionWriter writer, ImmutableSortedDictionary<string, ClusterSnapshot> clusters)
    {
        SubKinds(clusters, writer);
        writer.Gauge("primacy_split_seconds", "For how long there have been two primaries, as far as was seen.");
        foreach (var (cluster, snapshot) in clusters)
        {
            if (snapshot.Assessment.Headline.Split is { } split)
                writer.Sample(Math.Max(0, (snapshot.View.At - split.Since).TotalSeconds), ("cluster", cluster));
        }
        writer.Gauge("primacy_branch_bytes", "WAL a primary wrote past the fork; a lower bound unless it is exact.");
        Each(clusters, side => side.Bytes, writer);
        writer.Gauge("primacy_branch_exact", "1 where the fork is the very position, 0 where it bounds it.");
        Each<int>(
            clusters,
            side =>
                side.Bytes is null ? null
                : side.IsExact ? 1
                : 0,
            writer
        );
        writer.Gauge("primacy_branch_commits", "Transactions that a primary committed past the fork.");
        Each(clusters, side => side.Commits, writer);
        writer.Gauge("primacy_branch_client_commits", "Those of them that are work of clients.");
        Each(clusters, side => side.ClientCommits, writer);
        writer.Gauge(
            "primacy_branch_nothing_lost",
            "1 where it is proven that no client's work would be lost with it."
        );
        Each<int>(clusters, side => side.NothingLost ? 1 : 0, writer);
    }

    static void SubKinds(ImmutableSortedDictionary<string, ClusterSnapshot> clusters, ExpositionWriter writer)
    {
        writer.Gauge(
            "primacy_cluster_sub_kind",
            "1 with the sub-kind of a verdict that holds and whether it is proven."
        );
        foreach (var (cluster, snapshot) in clusters)
        {
            foreach (var verdict in snapshot.Assessment.Findings.Select(f => f.Detection).OfType<Detection.Present>())
            {
                if (verdict.Verdict is { SubKind: { } kind, Code: var code, Split: var split })
                    writer.Sample(
                        1,
                        ("cluster", cluster),
                        ("verdict", code.Slug),
                        ("sub_kind", kind.Slug),
                        ("proven", split is { IsProven: false } ? "false" : "true")
                    );
            }
        }
    }

    static void Each<T>(
        ImmutableSortedDictionary<string, ClusterSnapshot> clusters,
        Func<SplitSide, T?> value,
        ExpositionWriter writer
    )
        where T : struct, IUtf8SpanFormattable
    {
        foreach (var (cluster, snapshot) in clusters)
        {
            foreach (var side in snapshot.Assessment.Headline.Split?.Sides ?? [])
            {
                if (value(side) is { } known)
                    writer.Sample(known, ("cluster", cluster), ("server", side.Instance.Name));
            }
        }
    }
}
