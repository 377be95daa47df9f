using Primacy.Analysis.Splits;
using Primacy.Topology;

namespace Primacy.Analysis.Detectors;

/// <summary>A manager of high availability says otherwise than PostgreSQL does.</summary>
public sealed class ManagerDisagrees : IDetector
{
    public VerdictCode Code => VerdictCode.ManagerDisagrees;

    public Detection Detect(ClusterView view, AnalysisPolicy policy)
    {
        if (view.Testimony.Claims.Count == 0)
            return Detection.NotThere;
        var found = Disagreements.In(view);
        if (found.Length > 0)
            return new Detection.Present(Describe(view, found));
        return AreAllFresh(view)
            ? Detection.NotThere
            : new Detection.Undetermined(
                $"nothing is known from {string.Join(", ", view.Testimony.Claims.Where(c => !c.IsFresh(view.At)).Select(c => c.Who))}"
            );
    }

    static bool AreAllFresh(ClusterView view)
    {
        foreach (var claim in view.Testimony.Claims)
        {
            if (!claim.IsFresh(view.At))
                return false;
        }
        return true;
    }

    Verdict Describe(ClusterView view, Evidence[] found)
    {
        var primaries = view.Primaries.Select(m => m.Id).ToEquatableArray();
        return new()
        {
            Code = Code,
            Summary = $"PostgreSQL shows {Primaries(primaries)}, and a manager says otherwise: {found[0].Text}",
            Primaries = primaries,
            Subjects = found.Select(e => e.Instance).OfType<InstanceId>().Distinct().ToEquatableArray(),
            EvidenceIfAsked = () =>
                [
                    .. found,
                    .. view.Testimony.Claims.SelectMany(claim => Beside(view, claim)),
                    .. Analysis.Describe.Silent(view),
                    .. view.Primaries.Select(m => Analysis.Describe.Primary(view, m)),
                ],
        };
    }

    static string Primaries(EquatableArray<InstanceId> primaries) =>
        primaries.Count switch
        {
            0 => "no primary",
            1 => $"{primaries[0]} as the primary",
            _ => $"{Wording.List(primaries)} as primaries",
        };

    /// <summary>What a manager calls each server, beside what the server says of itself.</summary>
    static IEnumerable<Evidence> Beside(ClusterView view, Claim claim) =>
        claim.Members.Select(claimed =>
        {
            var member = view.Find(claimed);
            var shows =
                member is null ? "which is none of the declared members"
                : member.State is { } state ? $"which is a {(state.Role is Role.Primary ? "primary" : "standby")}"
                : $"which {member.WhyNoAnswer}";
            var paused = claim.IsPaused ? ", paused" : "";
            return new Evidence(member?.Id, $"{claim.Who}{paused}: {claimed.Name} is \"{claimed.State}\", {shows}.");
        });
}
