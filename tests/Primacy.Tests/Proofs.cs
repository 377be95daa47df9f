using Primacy.Topology;
using Primacy.Watching;

namespace Primacy.Tests;

/// <summary>A split with all that may be known of it beyond the probes.</summary>
static class Proofs
{
    static readonly DateTimeOffset Start = Snapshots.Start;

    /// <summary>
    /// db2 was promoted behind db1's back and db3 follows it; the WAL of both was read, Patroni and repmgr disagree,
    /// and db4, which followed db1, has fallen silent.
    /// </summary>
    public static ClusterStep Step(string cluster = "orders", DateTimeOffset? at = null)
    {
        var time = at ?? Start;
        var before = Snapshots
            .After(
                ClusterState.Initial,
                cluster,
                time.AddSeconds(-12),
                Testimony.None,
                ("db1", Snapshots.Answered(Snapshots.Primary(1, "0/3000148", "db2", "db3", "db4"))),
                ("db2", Snapshots.Answered(Snapshots.Standby("db1"))),
                ("db3", Snapshots.Answered(Snapshots.Standby("db1"))),
                ("db4", Snapshots.Answered(Snapshots.Standby("db1")))
            )
            .Step.State;
        var promoted = Look(before, cluster, time.AddSeconds(-10), Testimony.None).State;
        return Look(promoted, cluster, time, Known(time));
    }

    static ClusterStep Look(ClusterState before, string cluster, DateTimeOffset time, Testimony testimony) =>
        Snapshots
            .After(
                before,
                cluster,
                time,
                testimony,
                ("db1", Snapshots.Answered(Snapshots.Primary(1, "0/3000548") with { Clients = 3 })),
                ("db2", Snapshots.Answered(Promoted)),
                ("db3", Snapshots.Answered(Snapshots.Standby("db2", timeline: 2) with { Missing = [Clients] })),
                ("db4", Snapshots.Failed(ProbeFailure.TimedOut))
            )
            .Step;

    public static ClusterSnapshot Split(string cluster = "orders", DateTimeOffset? at = null)
    {
        var step = Step(cluster, at);
        return Snapshots.Healthy(cluster, at) with
        {
            View = step.View,
            Assessment = step.Assessment,
            Incidents = step.State.Incidents,
        };
    }

    static ServerState Promoted =>
        Snapshots.Primary(2, "0/3000180", "db3") with
        {
            Clients = 1,
            RecoveryEnd = Lsn.Parse("0/3000148"),
            WasStreaming = true,
        };

    static MissingRight Clients { get; } = new("the number of clients", "GRANT pg_monitor TO primacy");

    public static Testimony Known(DateTimeOffset time) =>
        new()
        {
            Lineages = Lineages(time),
            Comparisons = Comparisons(time),
            Claims = Claims(time),
        };

    static EquatableArray<Lineage> Lineages(DateTimeOffset time) =>
        [
            new Lineage
            {
                Instance = new("db2"),
                At = time.AddSeconds(-3),
                StartedAt = Start.AddDays(-1),
                Timeline = new Timeline(2),
                Switches = [new(new Timeline(1), Lsn.Parse("0/3000148"), "no recovery target specified")],
                HistoryWrittenAt = time.AddSeconds(-10),
            },
            new Lineage
            {
                Instance = new("db1"),
                At = time.AddSeconds(-3),
                StartedAt = Start.AddDays(-1),
                Timeline = new Timeline(1),
                Switches = [],
                WalFiles = new(time.AddSeconds(-2), Start.AddDays(-1), Lsn.Parse("0/1000000")),
            },
            new Lineage
            {
                Instance = new("db3"),
                At = time.AddSeconds(-3),
                StartedAt = Start.AddDays(-1),
                Missing = [new("timeline histories", "ALTER ROLE primacy REPLICATION")],
            },
        ];

    static EquatableArray<Comparison> Comparisons(DateTimeOffset time) =>
        [
            new Comparison
            {
                One = new("db1"),
                Other = new("db2"),
                At = time.AddSeconds(-1),
                OneStartedAt = Start.AddDays(-1),
                OtherStartedAt = Start.AddDays(-1),
                Kinship = Kinship.Forked,
                Fork = Lsn.Parse("0/3000148"),
                From = Lsn.Parse("0/3000000"),
                To = Lsn.Parse("0/3000180"),
                OneWrote = Tally("0/3000548", 3, 2, time),
                OtherWrote = Tally("0/3000180", 1, 0, null),
                Why = "db1 has removed what it wrote before 0/3000000",
            },
        ];

    static EquatableArray<Claim> Claims(DateTimeOffset time) =>
        [
            new Claim
            {
                Manager = "Patroni",
                Source = "http://db2:8008/cluster",
                At = time.AddMilliseconds(-400),
                HasQuorum = true,
                Members =
                [
                    new("db1", "db1", 5432, Role.Standby, "replica, stopped"),
                    new("db2", "db2", 5432, Role.Primary, "leader, running"),
                ],
            },
            new Claim
            {
                Manager = "repmgr",
                Source = "db1:5432",
                At = time.AddMilliseconds(-300),
                Members = [new("db1", "db1", 5432, Role.Primary, "primary, active")],
            },
            new Claim
            {
                Manager = "pgpool",
                Source = "pool:9999",
                At = time.AddMilliseconds(-200),
                Fault = "refuses connections",
            },
        ];

    static BranchTally Tally(string to, long commits, long clientCommits, DateTimeOffset? time) =>
        new(Lsn.Parse("0/3000148"), Lsn.Parse(to), commits, clientCommits, time?.AddSeconds(-9), time?.AddSeconds(-2));
}
