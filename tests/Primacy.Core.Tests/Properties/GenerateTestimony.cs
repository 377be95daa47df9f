using CsCheck;
using Primacy.Topology;

namespace Primacy.Properties;

/// <summary>
/// Arbitrary testimony about a cluster: lineages, comparisons and claims, however contradictory, of running postmasters
/// and of earlier ones.
/// </summary>
static class GenerateTestimony
{
    static readonly Gen<Lsn> Position = Gen.ULong[0x5000, 0x5003].Select(value => new Lsn(value));

    static readonly Gen<Timeline?> Number = Gen.Frequency(
        (1, Gen.Const((Timeline?)null)),
        (5, Gen.UInt[3, 5].Select(number => (Timeline?)new(number)))
    );

    /// <summary>When the postmaster was started that it is about: mostly the one that runs.</summary>
    static readonly Gen<DateTimeOffset> Started = Gen.Frequency(
        (6, Gen.Const(Generate.Started)),
        (1, Gen.Const(Generate.Started.AddMinutes(30)))
    );

    static readonly Gen<DateTimeOffset> Time = Gen.Int[-90, 10].Select(minutes => Generate.Noon.AddMinutes(minutes));

    static readonly Gen<EquatableArray<MissingRight>> Missing = Gen.Frequency(
        (5, Gen.Const(default(EquatableArray<MissingRight>))),
        (1, Gen.Const<EquatableArray<MissingRight>>([new("WAL", "ALTER ROLE looker REPLICATION;")]))
    );

    static readonly Gen<TimelineSwitch> Switch =
        from parent in Gen.UInt[2, 4]
        from at in Position
        select new TimelineSwitch(new(parent), at, "no recovery target specified");

    static readonly Gen<WalFiles?> Files = Gen.Frequency(
        (1, Gen.Const((WalFiles?)null)),
        (
            2,
            from read in Time
            from oldest in Time
            from begin in Position
            select (WalFiles?)new WalFiles(read, oldest, begin)
        )
    );

    static readonly Gen<BranchTally?> NoTally = Gen.Const((BranchTally?)null);

    static readonly Gen<string> Manager = Gen.Int[0, 2].Select(number => $"manager-{number}");

    /// <summary>Testimony at each of so many looks.</summary>
    public static Gen<Testimony[]> Looks(EquatableArray<Instance> declared, int count) => At(declared).Array[count];

    static Gen<Testimony> At(EquatableArray<Instance> declared) =>
        from lineages in Lineage(declared).Array[0, declared.Count]
        from comparisons in Comparison(declared).Array[0, 3]
        from claims in Claim(declared).Array[0, 2]
        select new Testimony
        {
            Lineages = lineages.DistinctBy(lineage => lineage.Instance).ToEquatableArray(),
            Comparisons = comparisons.DistinctBy(pair => (pair.One, pair.Other)).ToEquatableArray(),
            Claims = claims.DistinctBy(claim => claim.Manager).ToEquatableArray(),
        };

    static Gen<InstanceId> Member(EquatableArray<Instance> declared) =>
        Gen.Int[0, declared.Count - 1].Select(index => declared[index].Id);

    static Gen<Lineage> Lineage(EquatableArray<Instance> declared) =>
        from instance in Member(declared)
        from started in Started
        from timeline in Number
        from switches in Switch.Array[0, 3]
        from isHidden in Gen.Bool
        from written in Time.Nullable()
        from files in Files
        from missing in Missing
        select new Lineage
        {
            Instance = instance,
            At = Generate.Noon,
            StartedAt = started,
            Timeline = timeline,
            Switches = isHidden ? null : switches.ToEquatableArray(),
            HistoryWrittenAt = written,
            WalFiles = files,
            Missing = missing,
        };

    static Gen<Comparison> Comparison(EquatableArray<Instance> declared) =>
        from one in Member(declared)
        from other in Member(declared)
        from starts in Gen.Select(Started, Started)
        from kinship in Gen.Enum<Kinship>()
        from fork in Position
        from to in Position
        from oneWrote in Gen.Frequency((1, NoTally), (3, Tally(fork)))
        from otherWrote in Gen.Frequency((1, NoTally), (3, Tally(fork)))
        from missing in Missing
        select new Comparison
        {
            One = one,
            Other = other,
            At = Generate.Noon,
            OneStartedAt = starts.Item1,
            OtherStartedAt = starts.Item2,
            Kinship = kinship,
            Fork = kinship is Kinship.Forked or Kinship.Apart ? fork : null,
            From = fork,
            To = to,
            OneWrote = oneWrote,
            OtherWrote = otherWrote,
            Missing = missing,
        };

    static Gen<BranchTally?> Tally(Lsn fork) =>
        from isElsewhere in Gen.Frequency((5, Gen.Const(false)), (1, Gen.Const(true)))
        from elsewhere in Position
        from to in Position
        from clients in Gen.Int[0, 2]
        from others in Gen.Int[0, 2]
        select (BranchTally?)new BranchTally(isElsewhere ? elsewhere : fork, to, clients + others, clients, null, null);

    static Gen<Claim> Claim(EquatableArray<Instance> declared) =>
        from manager in Manager
        from hasQuorum in Gen.Bool
        from mayDecide in Gen.Bool
        from isPaused in Gen.Frequency((4, Gen.Const(false)), (1, Gen.Const(true)))
        from at in Gen.Frequency((4, Gen.Const(Generate.Noon)), (1, Time))
        from members in ClaimedMember(declared).Array[0, 3]
        from isSilent in Gen.Frequency((5, Gen.Const(false)), (1, Gen.Const(true)))
        select new Claim
        {
            Manager = manager,
            Source = "test",
            At = at,
            HasQuorum = hasQuorum,
            MayDecide = hasQuorum || mayDecide,
            IsPaused = isPaused,
            Members = members.DistinctBy(member => member.Name).ToEquatableArray(),
            Fault = isSilent ? "does not answer" : null,
        };

    static Gen<ClaimedMember> ClaimedMember(EquatableArray<Instance> declared) =>
        from name in Gen.Frequency((5, Member(declared).Select(id => id.Name)), (1, Gen.Const("elsewhere")))
        from role in Gen.Enum<Role>().Nullable()
        select new ClaimedMember(name, null, null, role, role?.ToString() ?? "unknown");
}
