using Primacy.Analysis;
using Primacy.Incidents;
using Primacy.Topology;
using Primacy.Watching;

namespace Primacy.Tests;

/// <summary>Snapshots of clusters as a watcher publishes them, with real assessments of made-up observations.</summary>
static class Snapshots
{
    public static DateTimeOffset Start { get; } = new(2026, 3, 1, 3, 0, 0, TimeSpan.Zero);

    static readonly SystemIdentifier System = new(7_412_345_678_901_234_567);

    /// <summary>db1 is the primary, db2 and db3 follow it.</summary>
    public static ClusterSnapshot Healthy(string cluster = "orders", DateTimeOffset? at = null) =>
        Of(
            cluster,
            at,
            ("db1", Primary(1, "0/3000148", "db2", "db3")),
            ("db2", Standby("db1")),
            ("db3", Standby("db1"))
        );

    /// <summary>db2 was promoted behind db1's back; db3 follows it; db1 has clients and writes on.</summary>
    public static ClusterSnapshot Split(string cluster = "orders", DateTimeOffset? at = null) =>
        Of(
            cluster,
            at,
            ("db1", Primary(1, "0/3000548") with { Clients = 3 }),
            ("db2", Primary(2, "0/3000180", "db3") with { RecoveryEnd = Lsn.Parse("0/3000148"), WasStreaming = true }),
            ("db3", Standby("db2", timeline: 2))
        );

    /// <summary>A snapshot after one look, with the incidents that it opens.</summary>
    public static ClusterSnapshot Of(
        string cluster,
        DateTimeOffset? at,
        params (string Name, ServerState State)[] seen
    ) => From(cluster, at, [.. seen.Select(s => (s.Name, (ProbeOutcome)new ProbeOutcome.Answered(s.State)))]);

    public static ClusterSnapshot From(
        string cluster,
        DateTimeOffset? at,
        params (string Name, ProbeOutcome Outcome)[] seen
    ) => After(ClusterState.Initial, cluster, at ?? Start, Testimony.None, seen).Snapshot;

    /// <summary>A snapshot of one look after what was known before, and what is known then.</summary>
    public static (ClusterSnapshot Snapshot, ClusterStep Step) After(
        ClusterState known,
        string cluster,
        DateTimeOffset time,
        Testimony testimony,
        params (string Name, ProbeOutcome Outcome)[] seen
    )
    {
        var declared = seen.Select(s => new Instance(new InstanceId(s.Name), s.Name, 5432)).ToEquatableArray();
        Observation[] newest =
        [
            .. seen.Select(s => new Observation(
                new InstanceId(s.Name),
                time.AddMilliseconds(-5),
                TimeSpan.FromMilliseconds(1.5),
                s.Outcome
            )),
        ];
        var step = ClusterMachine.Confirm(
            cluster,
            declared,
            known,
            new Sightings(newest, testimony),
            time,
            ClusterPolicy.Default
        );
        var snapshot = new ClusterSnapshot
        {
            Cluster = cluster,
            At = time,
            Cycle = 7,
            Took = TimeSpan.FromMilliseconds(4),
            View = step.View,
            Assessment = step.Assessment,
            Incidents = step.State.Incidents,
            IsComplete = true,
        };
        return (snapshot, step);
    }

    public static ServerState Primary(uint timeline, string lsn, params string[] followers) =>
        new()
        {
            Role = Role.Primary,
            System = System,
            Timeline = new Timeline(timeline),
            Lsn = Lsn.Parse(lsn),
            StartedAt = Start.AddDays(-1),
            Version = 180004,
            Clients = 0,
            LagSeconds = 0,
            Standbys = [.. followers.Select(f => new StandbyLink(f, null, "streaming", "async", Lsn.Parse(lsn)))],
        };

    public static ServerState Standby(string upstream, uint timeline = 1, string lsn = "0/3000148") =>
        new()
        {
            Role = Role.Standby,
            System = System,
            Timeline = new Timeline(timeline),
            Lsn = Lsn.Parse(lsn),
            StartedAt = Start.AddDays(-1),
            Version = 180004,
            Clients = 2,
            LagSeconds = 0.25,
            Upstream = new UpstreamLink("streaming", upstream, 5432, null, null, 0.1),
        };

    public static ProbeOutcome Failed(ProbeFailure failure, string detail = "") =>
        new ProbeOutcome.Failed(failure, detail);

    public static ProbeOutcome Answered(ServerState state) => new ProbeOutcome.Answered(state);
}
