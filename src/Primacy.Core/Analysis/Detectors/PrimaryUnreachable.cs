using Primacy.Topology;

namespace Primacy.Analysis.Detectors;

/// <summary>We cannot reach the primary, while its standbys still stream from it: our network, not its death.</summary>
public sealed class PrimaryUnreachable : IDetector
{
    public VerdictCode Code => VerdictCode.PrimaryUnreachable;

    public Detection Detect(ClusterView view, AnalysisPolicy policy)
    {
        if (view.Primaries.Count > 0 || view.Unseen.Count == 0)
            return Detection.NotThere;
        var witnesses = view.Standbys.Where(m => Witnesses(view, m)).ToArray();
        if (witnesses.Length == 0)
            return view.Standbys.Count > 0 ? Detection.NotThere : new Detection.Undetermined("no standby can be asked");
        var suspects = view.UnseenPrimaries;
        var who = suspects.Count > 0 ? Wording.List(suspects.Select(m => m.Id)) : "The primary";
        return new Detection.Present(
            new Verdict
            {
                Code = Code,
                Summary =
                    $"{who} cannot be reached from here, but {Wording.List(witnesses.Select(m => m.Id))} still "
                    + $"{(witnesses.Length == 1 ? "streams" : "stream")} from it.",
                Subjects = [.. suspects.Select(m => m.Id)],
                EvidenceIfAsked = () => [.. view.Unseen.Select(Describe.Unanswered), .. witnesses.Select(Testimony)],
            }
        );
    }

    /// <summary>A standby that streams from another standby says nothing of the primary.</summary>
    static bool Witnesses(ClusterView view, Member standby) =>
        standby.State is { Upstream.IsStreaming: true }
        && (view.Replication.UpstreamOf(standby) is not { } upstream || view.IsUnseen(upstream));

    static Evidence Testimony(Member member)
    {
        var upstream = member.State!.Upstream!;
        var heard = upstream.SilentSeconds is { } silent
            ? $", last heard {Wording.Elapsed(TimeSpan.FromSeconds(Math.Max(0, silent)))} ago"
            : "";
        return new(member.Id, $"{member.Id} streams from {upstream.Host}:{upstream.Port}{heard}.");
    }
}
