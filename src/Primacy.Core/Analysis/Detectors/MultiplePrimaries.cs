using Primacy.Topology;

namespace Primacy.Analysis.Detectors;

/// <summary>Two or more instances of one system accept writes.</summary>
public sealed class MultiplePrimaries : IDetector
{
    public VerdictCode Code => VerdictCode.MultiplePrimaries;

    public Detection Detect(ClusterView view, AnalysisPolicy policy)
    {
        // Primaries of different systems are foreigners to one another, not a split of one history.
        var claimants = view
            .Primaries.GroupBy(m => m.State!.System)
            .OrderByDescending(family => family.Count())
            .Select(family => family.ToArray())
            .FirstOrDefault([]);
        if (claimants.Length > 1)
            return new Detection.Present(Describe(view, claimants));

        // A former primary that cannot be seen, or whose sessions have not ended, may still commit: a split that was
        // seen has not ended with it.
        var perhaps = view.LingeringPrimaries.ToArray();
        return claimants.Length + perhaps.Length > 1
            ? new Detection.Undetermined($"{Wording.List(perhaps.Select(m => m.Id))} may still accept writes")
            : Detection.NotThere;
    }

    Verdict Describe(ClusterView view, Member[] claimants)
    {
        var names = claimants.Select(m => m.Id).ToEquatableArray();
        var divergences = Divergences.Between(claimants);
        var survivor = Survivors.Choose(view, claimants, divergences);
        var many = claimants.Length == 2 ? "both" : "all";
        return new Verdict
        {
            Code = Code,
            Summary = $"{Wording.List(names)} {many} accept writes: {Meaning(divergences)}. {Advice(survivor)}",
            Primaries = names,
            Subjects = names,
            Survivor = survivor,
            Divergences = divergences,
            Evidence =
            [
                .. claimants.Select(m => Analysis.Describe.Primary(view, m)),
                .. claimants.Where(m => m.Remembered is { RoleChanged: true }).Select(Promoted),
                .. divergences.Select(Fork),
                .. view.Unseen.Select(Analysis.Describe.Unanswered),
                .. Analysis.Describe.Missing(view),
            ],
        };
    }

    static Evidence Promoted(Member member) =>
        new(member.Id, $"{member.Id} was a standby until {member.Remembered!.RoleSince:HH:mm:ss.fff} UTC.");

    static string Meaning(EquatableArray<Divergence> divergences) =>
        divergences.MaxBy(d => d.State) switch
        {
            { State: DivergenceState.Diverged } worst =>
                $"their data has diverged, {worst.Older} wrote {AtLeast(worst)}{Wording.Bytes(worst.OlderBytes)} of WAL past the fork",
            { State: DivergenceState.Overlap } overlap =>
                $"they overlap, {overlap.Older} has written nothing past the fork yet",
            _ => "whether their data has diverged cannot be told",
        };

    static Evidence Fork(Divergence d) =>
        d switch
        {
            { Fork: null } => new(
                null,
                $"{d.Older} and {d.Newer} show the same timeline number: only their WAL could tell them apart."
            ),
            { IsExact: true } => new(
                null,
                $"{d.Newer} forked from {d.Older} at {d.Fork}; since then {d.Older} wrote {Wording.Bytes(d.OlderBytes)} "
                    + $"and {d.Newer} wrote {Wording.Bytes(d.NewerBytes)} of WAL."
            ),
            { OlderBytes: 0 } => new(
                null,
                $"{d.Newer} forked from {d.Older} at or before {d.Fork}; whether {d.Older} has written past the fork cannot "
                    + "be told."
            ),
            _ => new(
                null,
                $"{d.Newer} forked from {d.Older} at or before {d.Fork}; {d.Older} wrote at least "
                    + $"{Wording.Bytes(d.OlderBytes)} of WAL past that."
            ),
        };

    static string AtLeast(Divergence divergence) => divergence.IsExact ? "" : "at least ";

    static string Advice(Survivor survivor) =>
        survivor switch
        {
            Survivor.Keep keep => $"Keep {keep.Instance}: {keep.Reason}.",
            Survivor.Undecidable undecidable => $"Which to keep is undecidable: {undecidable.Reason}.",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
