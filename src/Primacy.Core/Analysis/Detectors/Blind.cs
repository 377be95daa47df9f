using Primacy.Topology;

namespace Primacy.Analysis.Detectors;

/// <summary>Too few members are seen to say anything. Never shown as healthy.</summary>
public sealed class Blind : IDetector
{
    public VerdictCode Code => VerdictCode.Blind;

    public Detection Detect(ClusterView view, AnalysisPolicy policy)
    {
        if (view.Unseen.Count == 0)
            return Detection.NotThere;
        // A member that the primary sees streaming is accounted for, though we cannot reach it ourselves.
        var unaccounted = view.Unseen.Where(m => view.Replication.VoucherFor(m) is null).ToArray();
        if (unaccounted.Length == 0)
            return Detection.NotThere;
        var isMostly = unaccounted.Length * 2 > view.Members.Count;
        // That the last primary is lost to its standbys as well is knowledge, and has a verdict of its own.
        var isHeadless =
            view.Primaries.Count == 0
            && !view.Standbys.Any(m => m.State is { Upstream.IsStreaming: true })
            && !NoPrimary.IsLostToItsStandbys(view);
        return isMostly || isHeadless ? new Detection.Present(Describe(view, unaccounted)) : Detection.NotThere;
    }

    /// <summary>The headline when no detector finds anything: what is not proven healthy is not called so.</summary>
    public static Verdict Unproven(ClusterView view) => Describe(view, [.. view.Unseen]);

    static Verdict Describe(ClusterView view, Member[] unaccounted) =>
        new()
        {
            Code = VerdictCode.Blind,
            Summary = Summary(view, unaccounted.Length),
            Primaries = view.Primaries.Select(m => m.Id).ToEquatableArray(),
            Subjects = unaccounted.Select(m => m.Id).ToEquatableArray(),
            EvidenceIfAsked = () =>
                [
                    .. unaccounted.Select(Analysis.Describe.Unanswered),
                    .. view.Primaries.Select(m => Analysis.Describe.Primary(view, m)),
                    .. Analysis.Describe.Missing(view),
                    .. Analysis.Describe.Silent(view),
                ],
        };

    static string Summary(ClusterView view, int unaccounted) =>
        (view.Members.Count, unaccounted) switch
        {
            (1, 1) => "The only member cannot be seen: nothing is known of this cluster now.",
            var (all, none) when all == none =>
                $"None of the {all} members can be seen: nothing is known of this cluster now.",
            (_, 0) when view.Members.Any(m => m.State is { IsReplicationHidden: true }) =>
                "All members answer, but our role may not see who streams from whom: too little to say that all is well.",
            var (all, missing) =>
                $"Nothing is known of {missing} of {all} members: too little to say that all is well.",
        };
}
