using Primacy.Analysis.Splits;
using Primacy.Topology;

namespace Primacy.Analysis.Detectors;

/// <summary>One writable primary, and every expected standby follows it. Proven, never assumed.</summary>
public sealed class Healthy : IDetector
{
    public VerdictCode Code => VerdictCode.Healthy;

    public Detection Detect(ClusterView view, AnalysisPolicy policy)
    {
        if (view.Primaries is not [{ State.IsReadOnly: false } primary] || view.Foreigners.Count > 0)
            return Detection.NotThere;
        if (StandbyOnLosingBranch.Holding(view).Length > 0 || Disagreements.In(view).Length > 0)
            return Detection.NotThere;
        var others = Standing.OfAll(view);
        if (!Array.TrueForAll(others, m => m.Standing.IsFollowing))
            return Detection.NotThere;
        var following = others.Length switch
        {
            0 => "it has no standbys to expect",
            1 => $"{others[0].Member.Id} follows it",
            _ => $"{Wording.List(others.Select(m => m.Member.Id))} follow it",
        };
        return new Detection.Present(
            new Verdict
            {
                Code = Code,
                Summary = $"{primary.Id} is the one primary, and {following}.",
                Primaries = [primary.Id],
                Subjects = [primary.Id],
                EvidenceIfAsked = () =>
                    [
                        Describe.Primary(view, primary),
                        .. others.Select(m => Describe.Standing(m.Member, m.Standing)),
                        .. Describe.Missing(view),
                        .. Describe.Silent(view),
                    ],
            }
        );
    }
}
