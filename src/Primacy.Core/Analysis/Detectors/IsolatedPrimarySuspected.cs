using Primacy.Analysis.Splits;
using Primacy.Topology;

namespace Primacy.Analysis.Detectors;

/// <summary>A new primary stands and the former one cannot be seen: it may still serve its side.</summary>
public sealed class IsolatedPrimarySuspected : IDetector
{
    public VerdictCode Code => VerdictCode.IsolatedPrimarySuspected;

    public Detection Detect(ClusterView view, AnalysisPolicy policy)
    {
        if (view.Primaries is not [var primary])
            return view.UnseenPrimaries.Count > 1
                ? new Detection.Undetermined("more than one former primary cannot be seen")
                : Detection.NotThere;
        if (view.LingeringPrimaries.Count == 0)
            return Detection.NotThere;
        var suspects = view.LingeringPrimaries.Where(m => MayServe(view, m, policy)).ToArray();
        if (suspects.Length == 0)
            return Detection.NotThere;
        var names = suspects.Select(m => m.Id).ToArray();
        return new Detection.Present(
            new Verdict
            {
                Code = Code,
                Summary =
                    $"{primary.Id} is the primary now, while {Wording.List(names)}, a primary when last seen, "
                    + (
                        suspects.All(m => m.IsShuttingDown)
                            ? "has not finished shutting down: its open sessions may still commit."
                            : "cannot be seen: it may still accept writes from its side of the network."
                    ),
                Primaries = [primary.Id],
                Subjects = [.. names],
                EvidenceIfAsked = () =>
                    [
                        .. suspects.Select(Describe.Unanswered),
                        Describe.Primary(view, primary),
                        .. StrayWords.Losses(view, primary),
                        .. Describe.Missing(view),
                    ],
            }
        );
    }

    /// <summary>
    /// A server that shuts down lets open sessions commit, for minutes in a smart shutdown, so beyond the tolerance it
    /// is as suspect as one that cannot be seen.
    /// </summary>
    static bool MayServe(ClusterView view, Member member, AnalysisPolicy policy) =>
        view.IsUnseen(member)
            ? view.Replication.VoucherFor(member) is null
            : (view.At - member.Remembered!.SeenAt).Duration() >= policy.SwitchoverTolerance;
}
