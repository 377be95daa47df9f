using Primacy.Analysis.Splits;
using Primacy.Topology;

namespace Primacy.Analysis.Detectors;

/// <summary>A standby follows the primary that should go, or holds rows of a branch that its primary lacks.</summary>
public sealed class StandbyOnLosingBranch : IDetector
{
    public VerdictCode Code => VerdictCode.StandbyOnLosingBranch;

    public Detection Detect(ClusterView view, AnalysisPolicy policy)
    {
        if (view is { Primaries.Count: < 2, Strays.Count: 0, Testimony.Comparisons.Count: 0 })
            return Detection.NotThere;
        StandbyFinding[] found = [.. Following(view), .. Holding(view)];
        if (found.Length > 0)
            return new Detection.Present(Describe(view, [.. found.DistinctBy(f => f.Member.Id)]));
        var unseen = view
            .Strays.Select(stray => view[stray.Instance])
            .OfType<Member>()
            .Where(m => m is { State: null, Remembered.Role: Role.Standby })
            .Select(m => m.Id)
            .Distinct()
            .ToArray();
        if (unseen.Length > 0)
            return new Detection.Undetermined($"{Wording.List(unseen)} cannot be asked");
        var open = view
            .Strays.Where(stray => view[stray.Instance] is { } m && StrayStanding.IsOpen(view, m, stray))
            .Select(stray => stray.Instance)
            .Distinct()
            .ToArray();
        return open.Length > 0
            ? new Detection.Undetermined($"no primary is seen to hold {Wording.List(open)} against")
            : Detection.NotThere;
    }

    /// <summary>Standbys whose rows are, or may be, of a branch that their primary lacks: never healthy.</summary>
    internal static StandbyFinding[] Holding(ClusterView view) =>
        view.Strays.Count == 0 && view.Testimony.Comparisons.Count == 0 ? [] : view.Once(AllHolding);

    static StandbyFinding[] AllHolding(ClusterView view) =>
        [.. view.Standbys.Select(m => Holding(view, m)).OfType<StandbyFinding>()];

    static StandbyFinding? Holding(ClusterView view, Member member)
    {
        if (view.Replication.HeadOf(member) is { State.Role: Role.Primary } head && Apart(view, member, head) is { } at)
            return new(
                member,
                true,
                $"{member.Id} follows {head.Id} and holds another history: by their WAL they part {at}, so their rows differ."
            );
        return view
            .Strays.Where(stray => stray.Instance == member.Id)
            .Select(stray => StrayStanding.Of(view, member, stray))
            .OfType<StrayFinding>()
            .OrderByDescending(f => f.IsProven)
            .Select(f => new StandbyFinding(member, f.IsProven, StrayWords.Say(view, f)))
            .FirstOrDefault();
    }

    static string? Apart(ClusterView view, Member member, Member head) =>
        view.ComparisonOf(member, head) switch
        {
            { Kinship: Kinship.Forked, Fork: { } fork } => $"at {fork}",
            { Kinship: Kinship.Apart, Fork: { } fork } => $"at or before {fork}",
            _ => null,
        };

    /// <summary>While two claim, those who follow the one that is not to be kept.</summary>
    static IEnumerable<StandbyFinding> Following(ClusterView view)
    {
        if (MultiplePrimaries.Of(view) is not { Survivor: Survivor.Keep { Instance: var kept } } split)
            return [];
        return split
            .Primaries.Where(claimant => claimant != kept)
            .SelectMany(claimant => view.FollowersOf(view[claimant]!).Select(f => (Follower: f, Claimant: claimant)))
            .Select(pair => new StandbyFinding(
                pair.Follower,
                true,
                $"{pair.Follower.Id} follows {pair.Claimant}, while {kept} is to be kept."
            ));
    }

    Verdict Describe(ClusterView view, StandbyFinding[] found)
    {
        var names = found.Select(f => f.Member.Id).ToEquatableArray();
        var isSure = found.Any(f => f.IsProven);
        return new()
        {
            Code = Code,
            Summary =
                $"{Wording.List(names)} {(isSure ? "" : "perhaps ")}"
                + $"{(names.Count == 1 ? "is" : "are")} on the losing branch: reads there show rows that the primary "
                + "lacks, and a promotion would bring them back.",
            Primaries = view.Primaries.Select(m => m.Id).ToEquatableArray(),
            Subjects = names,
            EvidenceIfAsked = () =>
                [
                    .. found.Select(f => new Evidence(f.Member.Id, f.Text)),
                    .. view.Primaries.Select(m => Analysis.Describe.Primary(view, m)),
                    .. Analysis.Describe.Unread(view, found.Select(f => f.Member)),
                ],
        };
    }
}
