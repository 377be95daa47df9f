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
        var found = Found(view);
        if (found.Count > 0)
            return new Detection.Present(Describe(view, [.. found]));
        var unseen = Among(view, static (_, m, _) => m is { State: null, Remembered.Role: Role.Standby });
        if (unseen is not null)
            return new Detection.Undetermined($"{Wording.List(unseen)} cannot be asked");
        var open = Among(view, StrayStanding.IsOpen);
        return open is not null
            ? new Detection.Undetermined($"no primary is seen to hold {Wording.List(open)} against")
            : Detection.NotThere;
    }

    /// <summary>Each standby once, though it be found twice.</summary>
    static List<StandbyFinding> Found(ClusterView view)
    {
        List<StandbyFinding> found = [];
        Following(view, found);
        foreach (var holding in Holding(view))
        {
            if (!found.Exists(f => f.Member.Id == holding.Member.Id))
                found.Add(holding);
        }
        return found;
    }

    /// <summary>The strays of which this holds; null when it holds of none.</summary>
    static List<InstanceId>? Among(ClusterView view, Func<ClusterView, Member, Stray, bool> isMeant)
    {
        List<InstanceId>? found = null;
        foreach (var stray in view.Strays)
        {
            if (view[stray.Instance] is not { } member || !isMeant(view, member, stray))
                continue;
            found ??= [];
            if (!found.Contains(member.Id))
                found.Add(member.Id);
        }
        return found;
    }

    /// <summary>Standbys whose rows are, or may be, of a branch that their primary lacks: never healthy.</summary>
    internal static StandbyFinding[] Holding(ClusterView view) =>
        view.Strays.Count == 0 && view.Testimony.Comparisons.Count == 0 ? [] : view.Once(AllHolding);

    static StandbyFinding[] AllHolding(ClusterView view)
    {
        List<StandbyFinding>? found = null;
        foreach (var standby in view.Standbys)
        {
            if (Holding(view, standby) is { } holding)
                (found ??= []).Add(holding);
        }
        return found is null ? [] : [.. found];
    }

    static StandbyFinding? Holding(ClusterView view, Member member)
    {
        if (view.Replication.HeadOf(member) is { State.Role: Role.Primary } head && Apart(view, member, head) is { } at)
            return new(
                member,
                true,
                $"{member.Id} follows {head.Id} and holds another history: by their WAL they part {at}, so their rows differ."
            );
        StrayFinding? first = null;
        foreach (var stray in view.Strays)
        {
            if (stray.Instance != member.Id || StrayStanding.Of(view, member, stray) is not { } finding)
                continue;
            if (first is null || (finding.IsProven && !first.IsProven))
                first = finding;
        }
        return first is null ? null : new(member, first.IsProven, StrayWords.Say(view, first));
    }

    static string? Apart(ClusterView view, Member member, Member head) =>
        view.ComparisonOf(member, head) switch
        {
            { Kinship: Kinship.Forked, Fork: { } fork } => $"at {fork}",
            { Kinship: Kinship.Apart, Fork: { } fork } => $"at or before {fork}",
            _ => null,
        };

    /// <summary>While two claim, those who follow the one that is not to be kept.</summary>
    static void Following(ClusterView view, List<StandbyFinding> found)
    {
        if (MultiplePrimaries.Of(view) is not { Survivor: Survivor.Keep { Instance: var kept } } split)
            return;
        foreach (var claimant in split.Primaries)
        {
            if (claimant == kept)
                continue;
            foreach (var follower in view.FollowersOf(view[claimant]!))
                found.Add(new(follower, true, $"{follower.Id} follows {claimant}, while {kept} is to be kept."));
        }
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
