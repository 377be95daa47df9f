using Primacy.Analysis.Splits;
using Primacy.Topology;

namespace Primacy.Analysis.Detectors;

/// <summary>One writable primary, and every expected standby follows it. Proven, never assumed.</summary>
public sealed class Healthy : IDetector
{
    public VerdictCode Code => VerdictCode.Healthy;

    public Detection Detect(ClusterView view, AnalysisPolicy policy)
    {
        if (view.Primaries.ToArray() is not [{ State.IsReadOnly: false } primary] || view.Foreigners.Any())
            return Detection.NotThere;
        if (StandbyOnLosingBranch.Holding(view).Any() || Disagreements.In(view).Any())
            return Detection.NotThere;
        var others = view
            .Members.Where(m => m.Id != primary.Id)
            .Select(m => (m.Id, Standing.Of(view, primary, m)))
            .ToArray();
        if (others.Any(m => !m.Item2.IsFollowing))
            return Detection.NotThere;
        var following = others.Length switch
        {
            0 => "it has no standbys to expect",
            1 => $"{others[0].Id} follows it",
            _ => $"{Wording.List(others.Select(m => m.Id))} follow it",
        };
        return new Detection.Present(
            new Verdict
            {
                Code = Code,
                Summary = $"{primary.Id} is the one primary, and {following}.",
                Primaries = [primary.Id],
                Subjects = [primary.Id],
                Evidence =
                [
                    Describe.Primary(view, primary),
                    .. others.Select(m => new Evidence(m.Id, $"{m.Id} {m.Item2.Why}.")),
                    .. Describe.Missing(view),
                    .. Describe.Silent(view),
                ],
            }
        );
    }
}
