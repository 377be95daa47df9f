using Primacy.Analysis;
using Primacy.Incidents;
using Primacy.Topology;

namespace Primacy.Repair;

/// <summary>
/// Two primaries, the newer of which forked from the older at 0/5000: b with its follower c, and a that came back.
/// </summary>
sealed record Split
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public const string Incident = "orders/multiple-primaries/0";

    public EquatableArray<Member> Members { get; init; } =
    [Primary("a", 3, 0x5000), Primary("b", 4, 0x5100), Standby("c", "b")];

    public EquatableArray<Claim> Claims { get; init; }

    public EquatableArray<Comparison> Comparisons { get; init; } = [Forked("a", "b", 0x5000, 0)];

    public IncidentPhase Phase { get; init; } = IncidentPhase.Firing;

    public string Key { get; init; } = Incident;

    public ClusterView View =>
        new("orders", Noon, new(7501), Members, new Testimony { Claims = Claims, Comparisons = Comparisons });

    public Assessment Assessment => Analyzer.Analyze(View, new AnalysisPolicy());

    public EquatableArray<Incident> Incidents =>
        [
            new()
            {
                Key = "orders/blind/0",
                Cluster = "orders",
                Verdict = new() { Code = VerdictCode.Blind, Summary = "Nothing is seen." },
                Phase = IncidentPhase.Firing,
                Since = Noon,
                LastSeen = Noon,
            },
            new()
            {
                Key = Key,
                Cluster = "orders",
                Verdict = new() { Code = VerdictCode.MultiplePrimaries, Summary = "Two." },
                Phase = Phase,
                Since = Noon,
                LastSeen = Noon,
            },
        ];

    public CaseFound Find(string? keep = null) => Cases.Find(View, Assessment, Incidents, keep);

    public RepairCase Case(string? keep = null) => ((CaseFound.Open)Find(keep)).Case;

    /// <summary>Every reason, "code: why | remedy".</summary>
    public string[] Refusals(string? keep = null) => Words(((CaseFound.Refused)Find(keep)).Why);

    public static string[] Words(EquatableArray<Refusal> refusals) =>
        [.. refusals.Select(refusal => $"{refusal.Slug}: {refusal.Why} | {refusal.Remedy}")];

    /// <summary>The same split with these members in the place of those with their names.</summary>
    public Split With(params Member[] members) =>
        this with
        {
            Members =
            [
                .. Members.Select(known => members.FirstOrDefault(m => m.Id == known.Id) ?? known),
                .. members.Where(m => !Members.Any(known => known.Id == m.Id)),
            ],
        };

    public static Member Primary(string name, uint timeline, ulong lsn) =>
        Member(
            name,
            new ServerState
            {
                Role = Role.Primary,
                System = new(7501),
                Timeline = new(timeline),
                Lsn = new(lsn),
                StartedAt = Noon.AddHours(-1),
                Version = 180004,
                Clients = 2,
                RecoveryEnd = timeline == 4 ? new(0x5000) : null,
                WasStreaming = timeline == 4,
            }
        );

    public static Member Standby(string name, string follows, uint timeline = 4) =>
        Member(
            name,
            new ServerState
            {
                Role = Role.Standby,
                System = new(7501),
                Timeline = new(timeline),
                Lsn = new(timeline == 4 ? 0x5100UL : 0x5000UL),
                StartedAt = Noon.AddHours(-1),
                Version = 180004,
                Upstream = new("streaming", follows, 5432, name, null, 0),
            }
        );

    /// <summary>A member that does not answer.</summary>
    public static Member Silent(string name) =>
        new(
            new Instance(new(name), name, 5432),
            new Observation(new(name), Noon, TimeSpan.Zero, new ProbeOutcome.Failed(ProbeFailure.TimedOut, "")),
            null
        );

    /// <summary>Both were read up to their ends; the older one wrote so many client transactions.</summary>
    public static Comparison Forked(string older, string newer, ulong fork, long commits, ulong bytes = 0) =>
        new()
        {
            One = new(older),
            Other = new(newer),
            At = Noon,
            OneStartedAt = Noon.AddHours(-1),
            OtherStartedAt = Noon.AddHours(-1),
            Kinship = Kinship.Forked,
            Fork = new(fork),
            OneWrote = new(new(fork), new(fork + bytes), commits, commits, null, null),
            OtherWrote = new(new(fork), new(0x5100), 1, 1, null, null),
        };

    public static Claim Says(string manager, string source, params (string Name, Role? Role, string State)[] members) =>
        new()
        {
            Manager = manager,
            Source = source,
            At = Noon,
            Members = [.. members.Select(m => new ClaimedMember(m.Name, null, null, m.Role, m.State))],
        };

    static Member Member(string name, ServerState state) =>
        new(
            new Instance(new(name), name, 5432),
            new Observation(new(name), Noon, TimeSpan.Zero, new ProbeOutcome.Answered(state)),
            new Remembered
            {
                Instance = new(name),
                Role = state.Role,
                System = state.System,
                Timeline = state.Timeline,
                StartedAt = state.StartedAt,
                LsnAdvancedAt = Noon,
                RoleSince = Noon,
                SeenAt = Noon,
            }
        );
}
