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
        Gen.Select(Id.Nullable(), Text, Survivor? (id, why) => new Survivor.Undecidable(why, id))
    );

    static readonly Gen<BranchTally> Tally = Gen.Select(
        Gen.Select(Position, Position),
        Gen.Select(Gen.Long, Gen.Long),
        Gen.Select(Time.Nullable(), Time.Nullable()),
        (range, counts, times) =>
            new BranchTally(range.Item1, range.Item2, counts.Item1, counts.Item2, times.Item1, times.Item2)
    );

    static readonly Gen<SplitSide> Side = Gen.Select(
        Gen.Select(Id, Gen.UInt.Nullable(), Position, Position.Nullable()),
        Gen.Select(Gen.Bool, Number.Nullable(), Gen.Long.Nullable()),
        Gen.Select(Time.Nullable(), Gen.Int.Nullable()),
        (who, what, rest) =>
            new SplitSide
            {
                Instance = who.Item1,
                Timeline = who.Item2 is { } timeline ? new Timeline(timeline) : null,
                Lsn = who.Item3,
                Fork = who.Item4,
                IsExact = what.Item1,
                Bytes = what.Item2,
                Commits = what.Item3,
                ClientCommits = what.Item3 / 2,
                LastCommitAt = rest.Item1,
                Clients = rest.Item2,
                PromotedAt = rest.Item1?.AddSeconds(1),
                NothingLost = !what.Item1,
            }
    );

    static readonly Gen<Vote> Vote = Gen.Select(
        Text,
        Id.Nullable(),
        Text,
        Gen.Enum<VoteWeight>(),
        (voter, on, why, weight) => new Vote(voter, on, why, weight)
    );

    static readonly Gen<Split> Split = Gen.Select(
        Gen.Bool,
        Text,
        Time,
        Side.Array[0, 3],
        Vote.Array[0, 3],
        (proven, why, since, sides, votes) =>
            new Split
            {
                IsProven = proven,
                Why = why,
                Since = since,
                Sides = sides.ToEquatableArray(),
                Votes = votes.ToEquatableArray(),
            }
    );

    static readonly Gen<Divergence> BareDivergence = Gen.Select(
        Gen.Select(Id, Id),
        Position.Nullable(),
        Gen.Bool,
        Gen.Select(Number, Number),
        Gen.Enum<DivergenceState>(),
        (ids, fork, exact, bytes, state) =>
            new Divergence(ids.Item1, ids.Item2, fork, exact, bytes.Item1, bytes.Item2, state)
    );

    static readonly Gen<Divergence> Divergence = Gen.Select(
        BareDivergence,
        Gen.Enum<ForkProof>(),
        Gen.Bool,
        Tally.Null(),
        Tally.Null(),
        (bare, proof, nested, older, newer) =>
            bare with
            {
                Proof = proof,
                IsNested = nested,
                OlderWrote = older,
                NewerWrote = newer,
            }
    );

    static readonly Gen<Verdict> Verdict = Gen.Select(
        Gen.Select(Gen.Enum<VerdictCode>(), Text),
        Gen.Select(Id.Array[0, 3], Id.Array[0, 3]),
        Survivor,
        Divergence.Array[0, 2],
        Evidence.Array[0, 4],
        Gen.Select(Gen.Enum<SubKind>().Nullable(), Split.Null()),
        (head, ids, survivor, divergences, evidence, split) =>
            new Verdict
            {
                Code = head.Item1,
                Summary = head.Item2,
                Primaries = ids.Item1.ToEquatableArray(),
                Subjects = ids.Item2.ToEquatableArray(),
                Survivor = survivor,
                Divergences = divergences.ToEquatableArray(),
                Evidence = evidence.ToEquatableArray(),
                SubKind = split.Item1,
                Split = split.Item2,
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
                Observed = (seen.Item2 - seen.Item1).Duration(),
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
                StandbyTimeline = timeline is { } number ? new Timeline(number / 2) : null,
                AnswersSince = changed ? times.Item1 : null,
                AnsweredUntil = changed ? null : times.Item3,
                IsStreaming = !changed,
                StartSeenAt = changed ? times.Item3 : null,
                FormerSeenAt = changed ? null : times.Item1,
                OtherRoleSeenAt = changed ? times.Item2 : null,
            }
    );

    static readonly Gen<Stray> AnyStray = Gen.Select(
        Gen.Select(Id, Id),
        Gen.Select(Gen.UInt.Nullable(), Gen.UInt.Nullable()),
        Gen.Select(Position.Nullable(), Position),
        Gen.Select(Time, Time.Nullable(), Time.Nullable()),
        (who, timelines, range, times) =>
            new Stray
            {
                Instance = new InstanceId("replaced below"),
                Head = who.Item1,
                Against = who.Item2,
                Timeline = timelines.Item1 is { } own ? new Timeline(own) : null,
                AgainstTimeline = timelines.Item2 is { } other ? new Timeline(other) : null,
                Fork = range.Item1,
                Reached = range.Item2,
                At = times.Item1,
                StartedAt = times.Item2,
                HistoryWrittenAt = times.Item3,
                Trail = times.Item2 is { } started ? new(started, times.Item3, times.Item1) : null,
            }
    );

    public static readonly Gen<ClusterMemory> Memories = Gen.Select(
        Number.Nullable(),
        AnyRemembered.Array[0, 4],
        AnyStray.Array[0, 3],
        (system, all, strays) =>
            new ClusterMemory(
                system is { } known ? new SystemIdentifier(known) : null,
                all.Select((one, i) => one with { Instance = new InstanceId($"db{i} <&'\"") }).ToEquatableArray()
            )
            {
                Strays = strays
                    .Select(
                        (one, i) =>
                            one with
                            {
                                Instance = new InstanceId($"db{i / 2}"),
                                Against = new InstanceId("db9"),
                            }
                    )
                    .ToEquatableArray(),
            }
    );
}
