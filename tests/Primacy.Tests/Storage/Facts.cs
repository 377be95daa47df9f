using CsCheck;
using Primacy.Analysis;
using Primacy.Incidents;
using Primacy.Topology;

namespace Primacy.Tests.Storage;

/// <summary>Everything the journal may be given: any text, any number, all that is optional there or not.</summary>
static class Facts
{
    /// <summary>Any text but lone surrogates, which no encoding of Unicode can carry.</summary>
    static readonly Gen<string> Text = Gen.OneOf(
        Gen.String[Gen.Char['\u0001', '\ud7ff'], 0, 20],
        Gen.OneOf("", "<script>alert(1)</script>", "O'Brien; DROP TABLE event; --", "💥", "db1:5432", "\"\\\n\t")
    );

    static readonly Gen<DateTimeOffset> Time = Gen.Long[0, new DateTime(2200, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks]
        .Select(ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

    static readonly Gen<InstanceId> Id = Text.Select(name => new InstanceId(name));

    static readonly Gen<ulong> Number = Gen.OneOf(Gen.ULong, Gen.OneOf(0UL, ulong.MaxValue, 1UL << 63));

    static readonly Gen<Lsn> Position = Number.Select(value => new Lsn(value));

    static readonly Gen<Evidence> Evidence = Gen.Select(Id.Nullable(), Text, (id, text) => new Evidence(id, text));

    static readonly Gen<Survivor?> Survivor = Gen.OneOf<Survivor?>(
        Gen.Const((Survivor?)null),
        Gen.Select(Id, Text, Survivor? (id, why) => new Survivor.Keep(id, why)),
        Text.Select(Survivor? (why) => new Survivor.Undecidable(why))
    );

    static readonly Gen<Divergence> Divergence = Gen.Select(
        Gen.Select(Id, Id),
        Position.Nullable(),
        Gen.Bool,
        Gen.Select(Number, Number),
        Gen.Enum<DivergenceState>(),
        (ids, fork, exact, bytes, state) =>
            new Divergence(ids.Item1, ids.Item2, fork, exact, bytes.Item1, bytes.Item2, state)
    );

    static readonly Gen<Verdict> Verdict = Gen.Select(
        Gen.Select(Gen.Enum<VerdictCode>(), Text),
        Gen.Select(Id.Array[0, 3], Id.Array[0, 3]),
        Survivor,
        Divergence.Array[0, 2],
        Evidence.Array[0, 4],
        (head, ids, survivor, divergences, evidence) =>
            new Verdict
            {
                Code = head.Item1,
                Summary = head.Item2,
                Primaries = ids.Item1.ToEquatableArray(),
                Subjects = ids.Item2.ToEquatableArray(),
                Survivor = survivor,
                Divergences = divergences.ToEquatableArray(),
                Evidence = evidence.ToEquatableArray(),
            }
    );

    static readonly Gen<Incident> AnyIncident = Gen.Select(
        Text,
        Verdict,
        Gen.Enum<IncidentPhase>(),
        Gen.Select(Time, Time),
        Gen.Select(Time.Nullable(), Time.Nullable()),
        (cluster, verdict, phase, seen, told) =>
            new Incident
            {
                Key = "replaced below",
                Cluster = cluster,
                Verdict = verdict,
                Phase = phase,
                Since = seen.Item1,
                LastSeen = seen.Item2,
                FiredAt = told.Item1,
                ResolvedAt = told.Item2,
            }
    );

    /// <summary>Incidents with keys of their own.</summary>
    public static readonly Gen<EquatableArray<Incident>> Incidents = AnyIncident
        .Array[0, 4]
        .Select(all => all.Select((one, i) => one with { Key = $"{one.Cluster}/{i}" }).ToEquatableArray());

    static readonly Gen<Remembered> AnyRemembered = Gen.Select(
        Gen.Select(Gen.Enum<Role>(), Number),
        Gen.UInt.Nullable(),
        Position,
        Gen.Select(Time, Time, Time),
        Gen.Bool,
        Gen.Select(Text.Null(), Text.Null(), Text.Null()),
        (who, timeline, lsn, times, changed, names) =>
            new Remembered
            {
                Instance = new InstanceId("replaced below"),
                Role = who.Item1,
                System = new SystemIdentifier(who.Item2),
                Timeline = timeline is { } known ? new Timeline(known) : null,
                Lsn = lsn,
                LsnAdvancedAt = times.Item1,
                RoleSince = times.Item2,
                RoleChanged = changed,
                SeenAt = times.Item3,
                Address = names.Item1,
                ReplicatesAs = names.Item2,
                StartedAt = changed ? times.Item2 : null,
                Followed = names.Item3 is { } followed ? new InstanceId(followed) : null,
            }
    );

    public static readonly Gen<ClusterMemory> Memories = Gen.Select(
        Number.Nullable(),
        AnyRemembered.Array[0, 4],
        (system, all) =>
            new ClusterMemory(
                system is { } known ? new SystemIdentifier(known) : null,
                all.Select((one, i) => one with { Instance = new InstanceId($"db{i} <&'\"") }).ToEquatableArray()
            )
    );
}
