using Primacy.Analysis;
using Primacy.Topology;
using Primacy.Watching;

namespace Primacy.Tests.Cli;

/// <summary>Looks at clusters, analyzed by the real core.</summary>
static class Looks
{
    static readonly DateTimeOffset At = new(2026, 3, 1, 3, 0, 0, TimeSpan.Zero);

    /// <summary>db1 writes and db2 follows.</summary>
    internal static ClusterSnapshot Healthy(string name = "orders") =>
        Of(name, Answer("db1", Primary(1, "0/5000060", [Link("db2")])), Answer("db2", Standby(1, "0/5000060", "db1")));

    /// <summary>db1 and db2 both write, db3 follows db2.</summary>
    internal static ClusterSnapshot Split(string name = "orders") =>
        Of(
            name,
            Answer("db1", Primary(1, "0/5000110", [])),
            Answer(
                "db2",
                Primary(2, "0/5000300", [Link("db3")]) with
                {
                    RecoveryEnd = Lsn.Parse("0/5000060"),
                    WasStreaming = true,
                }
            ),
            Answer("db3", Standby(2, "0/5000300", "db2"))
        );

    /// <summary>Nobody answers.</summary>
    internal static ClusterSnapshot Dark(string name = "orders") =>
        Of(
            name,
            Failure("db1", ProbeFailure.TimedOut, ""),
            Failure("db2", ProbeFailure.Authentication, "password authentication failed | for user \"primacy\"")
        );

    /// <summary>db1 writes, and its standby is down.</summary>
    internal static ClusterSnapshot Lame(string name = "orders") =>
        Of(name, Answer("db1", Primary(1, "0/5000060", [])), Failure("db2", ProbeFailure.Refused, ""));

    static ClusterSnapshot Of(string name, params Observation[] observations)
    {
        var declared = observations.Select(o => new Instance(o.Instance, o.Instance.Name, 5432)).ToEquatableArray();
        var step = ClusterMachine.Confirm(
            name,
            declared,
            ClusterState.Initial,
            Sightings.FromProbes(observations),
            At,
            ClusterPolicy.Default
        );
        return new ClusterSnapshot
        {
            Cluster = name,
            At = At,
            Cycle = 1,
            Took = TimeSpan.FromMilliseconds(12.5),
            View = step.View,
            Assessment = step.Assessment,
            Incidents = step.State.Incidents,
            IsComplete = true,
        };
    }

    static Observation Answer(string name, ServerState state) =>
        new(new InstanceId(name), At, TimeSpan.FromMilliseconds(3), new ProbeOutcome.Answered(state));

    static Observation Failure(string name, ProbeFailure failure, string detail) =>
        new(new InstanceId(name), At, TimeSpan.FromSeconds(2), new ProbeOutcome.Failed(failure, detail));

    static ServerState Primary(uint timeline, string lsn, StandbyLink[] standbys) =>
        State(Role.Primary, timeline, lsn) with
        {
            Clients = 4,
            LagSeconds = 0,
            Standbys = standbys.ToEquatableArray(),
        };

    static ServerState Standby(uint timeline, string lsn, string upstream) =>
        State(Role.Standby, timeline, lsn) with
        {
            LagSeconds = 0.25,
            Upstream = new UpstreamLink("streaming", upstream, 5432, null, null, 0.1),
            Missing = [new MissingRight("the number of clients", "GRANT pg_monitor TO primacy")],
        };

    static ServerState State(Role role, uint timeline, string lsn) =>
        new()
        {
            Role = role,
            System = new SystemIdentifier(7_600_000_000_000_000_001),
            Timeline = new Timeline(timeline),
            Lsn = Lsn.Parse(lsn),
            StartedAt = At.AddHours(-1),
            Version = 180004,
        };

    static StandbyLink Link(string name) => new(name, "10.0.0.2", "streaming", "async", Lsn.Parse("0/5000060"));
}
