using System.Collections.Immutable;
using Primacy.Exposition;
using Primacy.Topology;
using Primacy.Watching;

namespace Primacy.Exporter;

/// <summary>
/// What is measured of each instance. The first two have the names and meaning of the custom query of postgres_exporter
/// that many alert on. What an instance did not say is absent, never zero.
/// </summary>
internal static class InstanceMetrics
{
    public static void Write(
        ExpositionWriter writer,
        ImmutableSortedDictionary<string, ClusterSnapshot> clusters,
        DateTimeOffset now,
        (string Cluster, string Server)? only = null
    )
    {
        var members = Members(clusters, only);
        writer.Gauge(
            "pg_replication_is_replica",
            "1 on a standby, 0 on a primary; absent when the instance gives no answer."
        );
        Each<int>(members, m => m.State is { } state ? (state.Role is Role.Standby ? 1 : 0) : null, writer);
        writer.Gauge("pg_replication_lag", "Seconds since the last replayed commit on a standby, 0 on a primary.");
        Each(members, m => m.State?.LagSeconds, writer);
        writer.Gauge("primacy_instance_up", "Whether the newest probe was answered. 0 says nothing about the role.");
        Each<int>(members, m => m.State is null ? 0 : 1, writer);
        writer.Gauge("primacy_instance_timeline", "The timeline it writes or receives.");
        Each(members, m => m.State?.Timeline?.Value, writer);
        writer.Gauge(
            "primacy_instance_lsn_bytes",
            "The end of what is written on a primary, of what is replayed on a standby."
        );
        Each(members, m => m.State?.Lsn.Value, writer);
        writer.Gauge("primacy_instance_clients", "Client connections, ours not counted.");
        Each(members, m => m.State?.Clients, writer);
        writer.Gauge("primacy_probe_duration_seconds", "How long the newest probe took to its outcome.");
        Each(members, m => m.Newest?.Took.TotalSeconds, writer);
        writer.Gauge("primacy_observation_age_seconds", "How long ago the newest probe was sent.");
        Each<double>(members, m => m.Newest is { } newest ? Math.Max(0, (now - newest.At).TotalSeconds) : null, writer);
        Failures(members, writer);
    }

    static void Failures(IEnumerable<(string, Member)> members, ExpositionWriter writer)
    {
        writer.Gauge("primacy_instance_failure", "1 with the reason why the newest probe has no answer.");
        foreach (var (cluster, member) in members)
        {
            if (member.Newest?.Failure is { } failure)
                writer.Sample(1, ("cluster", cluster), ("server", member.Id.Name), ("failure", failure.Slug));
        }
    }

    static void Each<T>(IEnumerable<(string, Member)> members, Func<Member, T?> value, ExpositionWriter writer)
        where T : struct, IUtf8SpanFormattable
    {
        foreach (var (cluster, member) in members)
        {
            if (value(member) is { } known)
                writer.Sample(known, ("cluster", cluster), ("server", member.Id.Name));
        }
    }

    static IEnumerable<(string Cluster, Member Member)> Members(
        ImmutableSortedDictionary<string, ClusterSnapshot> clusters,
        (string Cluster, string Server)? only
    )
    {
        foreach (var (cluster, snapshot) in clusters)
        {
            foreach (var member in snapshot.View.Members)
            {
                if (only is null || only == (cluster, member.Id.Name))
                    yield return (cluster, member);
            }
        }
    }
}
