using Primacy.Analysis;
using Primacy.Incidents;
using Primacy.Topology;
using Primacy.Watching;

namespace Primacy.Tests.Repairing;

/// <summary>Looks at a split whose WAL has been read: db1 came back, db2 was promoted and db3 follows it.</summary>
static class SplitLooks
{
    /// <param name="at">When it was taken.</param>
    /// <param name="lsn">How far db1 has written; the fork is at 0/5000060.</param>
    /// <param name="members">How many of the three are declared.</param>
    internal static ClusterSnapshot At(DateTimeOffset at, string lsn = "0/5000110", int members = 3)
    {
        Observation[] observations =
        [
            Answer(at, "db1", State(at, Role.Primary, 1, lsn)),
            Answer(at, "db2", State(at, Role.Primary, 2, "0/5000300")),
            Answer(
                at,
                "db3",
                State(at, Role.Standby, 2, "0/5000300") with
                {
                    Upstream = new UpstreamLink("streaming", "db2", 5432, null, null, 0.1),
                }
            ),
        ];
        observations = observations[..members];
        var step = ClusterMachine.Confirm(
            "orders",
            observations.Select(o => new Instance(o.Instance, o.Instance.Name, 5432)).ToEquatableArray(),
            ClusterState.Initial,
            new Sightings(observations.ToEquatableArray(), new Testimony { Comparisons = [Compared(at, lsn)] }),
            at,
            ClusterPolicy.Default
        );
        return new ClusterSnapshot
        {
            Cluster = "orders",
            At = at,
            Cycle = 1,
            Took = TimeSpan.FromMilliseconds(12),
            View = step.View,
            Assessment = step.Assessment,
            Incidents = step.State.Incidents.Select(Known).ToEquatableArray(),
            IsComplete = true,
        };
    }

    /// <summary>The same incident in every look.</summary>
    static Incident Known(Incident incident) => incident with { Key = $"orders/{incident.Code.Slug}/0" };

    static Comparison Compared(DateTimeOffset at, string lsn) =>
        new()
        {
            One = new("db1"),
            Other = new("db2"),
            At = at,
            OneStartedAt = Started,
            OtherStartedAt = Started,
            Kinship = Kinship.Forked,
            Fork = Lsn.Parse("0/5000060"),
            OneWrote = new(Lsn.Parse("0/5000060"), Lsn.Parse(lsn), 3, 2, null, null),
            OtherWrote = new(Lsn.Parse("0/5000060"), Lsn.Parse("0/5000300"), 9, 9, null, null),
        };

    static DateTimeOffset Started { get; } = new(2026, 3, 1, 2, 0, 0, TimeSpan.Zero);

    static Observation Answer(DateTimeOffset at, string name, ServerState state) =>
        new(new InstanceId(name), at, TimeSpan.FromMilliseconds(3), new ProbeOutcome.Answered(state));

    static ServerState State(DateTimeOffset at, Role role, uint timeline, string lsn) =>
        new()
        {
            Role = role,
            System = new SystemIdentifier(7_600_000_000_000_000_001),
            Timeline = new Timeline(timeline),
            Lsn = Lsn.Parse(lsn),
            StartedAt = Started < at ? Started : at,
            Version = 180004,
            Clients = 4,
        };
}
