using Primacy.Analysis.Splits;
using Primacy.Topology;

namespace Primacy.Analysis.Detectors;

/// <summary>A standby neither streams from the primary nor replays from an archive, or is not there at all.</summary>
public sealed class ReplicationBroken : IDetector
{
    public VerdictCode Code => VerdictCode.ReplicationBroken;

    public Detection Detect(ClusterView view, AnalysisPolicy policy)
    {
        if (view.Primaries is not [var primary])
            return new Detection.Undetermined("there is not exactly one primary to follow");
        var others = Standing.OfAll(view);
        if (Array.TrueForAll(others, m => m.Standing.IsFollowing))
            return Detection.NotThere;
        // A former primary that may still serve its side is suspected of worse than of not following.
        var broken = others
            .Where(m => !m.Standing.IsFollowing && m.Member.State is not { Role: Role.Primary })
            .Where(m => !view.LingeringPrimaries.Contains(m.Member))
            .ToArray();
        if (broken.Length > 0 && broken.All(m => m.Standing.IsHidden))
            return new Detection.Undetermined("our role may not see whether the standbys stream");
        broken = [.. broken.Where(m => !m.Standing.IsHidden)];
        if (broken.Length == 0)
            return Detection.NotThere;
        var names = broken.Select(m => m.Member.Id).ToEquatableArray();
        return new Detection.Present(
            new Verdict
            {
                Code = Code,
                Summary = broken is [var one]
                    ? $"{one.Member.Id} does not follow {primary.Id}: it {one.Standing.Why}."
                    : $"{Wording.List(names)} do not follow {primary.Id}.",
                Primaries = [primary.Id],
                Subjects = names,
                EvidenceIfAsked = () =>
                    [
                        Describe.Primary(view, primary),
                        .. StrayWords.Losses(view, primary),
                        .. broken.Select(m => Describe.Standing(m.Member, m.Standing)),
                        .. Describe.Missing(view),
                    ],
            }
        );
    }
}
