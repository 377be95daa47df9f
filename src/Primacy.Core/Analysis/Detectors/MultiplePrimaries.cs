using Primacy.Analysis.Splits;
using Primacy.Topology;

namespace Primacy.Analysis.Detectors;

/// <summary>Two or more instances of one system accept writes.</summary>
public sealed class MultiplePrimaries : IDetector
{
    public VerdictCode Code => VerdictCode.MultiplePrimaries;

    public Detection Detect(ClusterView view, AnalysisPolicy policy)
    {
        if (Of(view) is { } split)
            return new Detection.Present(split);

        // A former primary that cannot be seen, or whose sessions have not ended, may still commit: a split that was
        // seen has not ended with it.
        var perhaps = view.LingeringPrimaries;
        if (Claimants(view).Count + perhaps.Count > 1)
            return new Detection.Undetermined($"{Wording.List(perhaps.Select(m => m.Id))} may still accept writes");
        List<InstanceId>? again = null;
        foreach (var member in view.Members)
        {
            if (MayReignAgain(view, member, policy))
                (again ??= []).Add(member.Id);
        }
        return again is null
            ? Detection.NotThere
            : new Detection.Undetermined($"{Wording.List(again)} may accept writes again");
    }

    /// <summary>
    /// Whether a former primary that was a standby when last seen may have been promoted again since, out of our sight.
    /// </summary>
    static bool MayReignAgain(ClusterView view, Member member, AnalysisPolicy policy) =>
        member is { State: null, Remembered: { Role: Role.Standby, RoleChanged: true } seen }
        && (member.IsShuttingDown || (view.IsUnseen(member) && HasHardlyFollowed(view, member, seen, policy)));

    /// <summary>
    /// Whether it went out of sight so soon after it had become a standby that it was hardly seen to stay one. Whoever
    /// hears it knows better.
    /// </summary>
    static bool HasHardlyFollowed(ClusterView view, Member member, Remembered seen, AnalysisPolicy policy) =>
        seen.SeenAt - seen.RoleSince < policy.SwitchoverTolerance && view.Replication.VoucherFor(member) is null;

    /// <summary>The verdict of a view with two claimants or more; null without.</summary>
    internal static Verdict? Of(ClusterView view) => Claimants(view).Count > 1 ? view.Once(Describe) : null;

    /// <summary>Primaries of different systems are foreigners to one another, not a split of one history.</summary>
    static IReadOnlyList<Member> Claimants(ClusterView view) =>
        view.Primaries.Count < 2 ? view.Primaries : view.Once(LargestFamily);

    static Member[] LargestFamily(ClusterView view) =>
        view
            .Primaries.GroupBy(m => m.State!.System)
            .OrderByDescending(family => family.Count())
            .Select(family => family.ToArray())
            .FirstOrDefault([]);

    static Verdict Describe(ClusterView view)
    {
        var claimants = Claimants(view);
        var names = claimants.Select(m => m.Id).ToEquatableArray();
        var divergences = Divergences.Between(view, claimants);
        var kind = SplitKinds.Of(view, claimants, divergences);
        var votes = Ballots.Of(view, claimants);
        var sides = claimants.Select(m => SplitSides.Of(m, divergences)).ToEquatableArray();
        var survivor = Survivors.Choose(view, claimants, divergences, votes);
        var many = claimants.Count == 2 ? "both" : "all";
        return new Verdict
        {
            Code = VerdictCode.MultiplePrimaries,
            SubKind = kind.Kind,
            Summary =
                $"{Wording.List(names)} {many} accept writes: {SplitWords.Meaning(divergences)}. "
                + SplitWords.Advice(survivor),
            Primaries = names,
            Subjects = names,
            Survivor = survivor,
            Divergences = divergences,
            Split = new Split
            {
                IsProven = kind.IsProven,
                Why = kind.Why,
                Since = SplitSides.Since(view, claimants),
                Sides = sides,
                Votes = votes,
            },
            EvidenceIfAsked = () =>
                [
                    new(null, $"{(kind.IsProven ? "" : "Perhaps ")}{kind.Kind.Slug}: {kind.Why}"),
                    .. claimants.Select(m => Analysis.Describe.Primary(view, m)),
                    .. claimants.Where(m => m.Remembered is { RoleChanged: true }).Select(Promoted),
                    .. Doubles.Among(claimants),
                    .. divergences.Select(SplitWords.Fork),
                    .. sides.Select(SplitWords.Harm).OfType<Evidence>(),
                    .. votes.Where(IsWorthSaying).Select(SplitWords.Vote),
                    .. view.Unseen.Select(Analysis.Describe.Unanswered),
                    .. Analysis.Describe.Missing(view),
                    .. Analysis.Describe.Unread(view, claimants),
                ],
        };
    }

    static Evidence Promoted(Member member) =>
        new(member.Id, $"{member.Id} was a standby until {member.Remembered!.RoleSince:HH:mm:ss.fff} UTC.");

    /// <summary>That a claimant is one, and who cannot be seen, is told elsewhere.</summary>
    static bool IsWorthSaying(Vote vote) =>
        vote.Weight is not VoteWeight.Member || (vote.For is { } primary && primary.Name != vote.Voter);
}
