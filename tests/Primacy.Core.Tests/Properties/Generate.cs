using CsCheck;
using Primacy.Topology;

namespace Primacy.Properties;

/// <summary>
/// Arbitrary looks at a cluster: any roles, timelines, positions, links and failures, however contradictory. What holds
/// for these holds for whatever a network shows.
/// </summary>
static class Generate
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>When every postmaster that is seen was started.</summary>
    public static readonly DateTimeOffset Started = Noon.AddHours(-1);

    static readonly string[] Names = ["a", "b", "c", "d", "e", "f", "g"];

    /// <summary>The members' number is drawn first, so that links mostly hit members and majorities matter.</summary>
    public static readonly Gen<EquatableArray<Instance>> Declared = Gen.Int[1, 7]
        .Select(count => Names.Take(count).Select(name => new Instance(new(name), name, 5432)).ToEquatableArray());

    static readonly string[] Hosts = [.. Names[..4], "walreceiver", "elsewhere"];

    static readonly Gen<string> Name = Gen.Int[0, Hosts.Length - 1].Select(index => Hosts[index]);

    static readonly Gen<Lsn> Position = Gen.ULong[0x5000, 0x5003].Select(value => new Lsn(value));

    static readonly Gen<UpstreamLink?> Upstream = Gen.Frequency(
        (1, Gen.Const((UpstreamLink?)null)),
        (4, Name.Select(host => (UpstreamLink?)new UpstreamLink("streaming", host, 5432, null, null, 0.1))),
        (1, Name.Select(host => (UpstreamLink?)new UpstreamLink("waiting", host, 5432, null, null, null)))
    );

    static readonly Gen<EquatableArray<StandbyLink>> Standbys = Name.Select(name => new StandbyLink(
            name,
            null,
            "streaming",
            "async",
            null
        ))
        .Array[0, 3]
        .Select(links => links.ToEquatableArray());

    static readonly Gen<ServerState> Primary =
        from timeline in Gen.UInt[3, 5]
        from lsn in Position
        from recoveryEnd in Gen.Frequency((1, Gen.Const((Lsn?)null)), (2, Position.Select(l => (Lsn?)l)))
        from wasStreaming in Gen.Bool
        from isReadOnly in Gen.Frequency((5, Gen.Const(false)), (1, Gen.Const(true)))
        from standbys in Standbys
        from system in System
        select new ServerState
        {
            Role = Role.Primary,
            IsReadOnly = isReadOnly,
            System = system,
            Timeline = new(timeline),
            Lsn = lsn,
            RecoveryEnd = recoveryEnd,
            WasStreaming = wasStreaming,
            Standbys = standbys,
            StartedAt = Started,
            Version = 180004,
        };

    static readonly Gen<ServerState> Standby =
        from timeline in Gen.Frequency(
            (1, Gen.Const((Timeline?)null)),
            (3, Gen.UInt[3, 5].Select(t => (Timeline?)new(t)))
        )
        from lsn in Position
        from upstream in Upstream
        from hasArchive in Gen.Frequency((4, Gen.Const(false)), (1, Gen.Const(true)))
        from standbys in Standbys
        from system in System
        select new ServerState
        {
            Role = Role.Standby,
            System = system,
            Timeline = timeline,
            Lsn = lsn,
            Upstream = upstream,
            HasArchive = hasArchive,
            Standbys = standbys,
            StartedAt = Started,
            Version = 180004,
        };

    static Gen<SystemIdentifier> System =>
        Gen.Frequency((12, Gen.Const(new SystemIdentifier(7501))), (1, Gen.Const(new SystemIdentifier(9902))));

    static readonly Gen<ProbeOutcome?> Outcome = Gen.Frequency(
        (5, Primary.Select(state => (ProbeOutcome?)new ProbeOutcome.Answered(state))),
        (8, Standby.Select(state => (ProbeOutcome?)new ProbeOutcome.Answered(state))),
        (5, Gen.Enum<ProbeFailure>().Select(failure => (ProbeOutcome?)new ProbeOutcome.Failed(failure, ""))),
        (1, Gen.Const((ProbeOutcome?)null))
    );

    /// <summary>One look at these members, each of which may not have been asked yet.</summary>
    public static Gen<Observation[]> Look(EquatableArray<Instance> declared) =>
        Outcome
            .Array[declared.Count]
            .Select(outcomes =>
                declared
                    .Zip(outcomes)
                    .Where(pair => pair.Second is not null)
                    .Select(pair => new Observation(pair.First.Id, Noon, TimeSpan.Zero, pair.Second!))
                    .ToArray()
            );

    /// <summary>Looks at one cluster, one after the other.</summary>
    public static readonly Gen<History> Histories =
        from declared in Declared
        from looks in Look(declared).Array[1, 8]
        from gaps in Gen.Int[1, 20].Array[looks.Length]
        select new History(declared, looks, gaps);

    /// <summary>Looks with what is known beyond the probes at each.</summary>
    public static readonly Gen<History> Attested =
        from history in Histories
        from testimonies in GenerateTestimony.Looks(history.Declared, history.Looks.Length)
        select history with
        {
            Testimonies = testimonies,
        };
}
