using Primacy.Analysis.Splits;
using Primacy.Topology;

namespace Primacy.Analysis.Detectors;

/// <summary>
/// The primary has just changed hands and the former one is seen on its way down, or coming back as a standby.
/// </summary>
public sealed class SwitchoverInProgress : IDetector
{
    public VerdictCode Code => VerdictCode.SwitchoverInProgress;

    public Detection Detect(ClusterView view, AnalysisPolicy policy)
    {
        if (view.Primaries is not [{ Remembered: { RoleChanged: true } since } primary])
            return Detection.NotThere;
        if ((view.At - since.RoleSince).Duration() >= policy.SwitchoverTolerance)
            return Detection.NotThere;
        var former = view
            .Members.Where(m => m.Id != primary.Id && IsSteppingDown(view, m, since.RoleSince, policy))
            .ToArray();
        if (former.Length == 0)
            return Detection.NotThere;
        var names = former.Select(m => m.Id).ToArray();
        return new Detection.Present(
            new Verdict
            {
                Code = Code,
                Summary =
                    $"{primary.Id} has just become the primary and {Wording.List(names)} "
                    + $"{(names.Length == 1 ? "steps" : "step")} down.",
                Primaries = [primary.Id],
                Subjects = [primary.Id, .. names],
                EvidenceIfAsked = () =>
                    [
                        Describe.Primary(view, primary),
                        .. StrayWords.Losses(view, primary),
                        .. former.Select(m =>
                            m.State is null
                                ? Describe.Unanswered(m)
                                : new Evidence(
                                    m.Id,
                                    $"{m.Id} is a standby since {m.Remembered!.RoleSince:HH:mm:ss.fff} UTC."
                                )
                        ),
                    ],
            }
        );
    }

    static bool IsSteppingDown(ClusterView view, Member member, DateTimeOffset promotion, AnalysisPolicy policy) =>
        member switch
        {
            { State: null } => view.IsDown(member) && view.WasPrimary(member),
            { State.Role: Role.Standby, Remembered: { RoleChanged: true } remembered } => (
                remembered.RoleSince - promotion
            ).Duration() < policy.SwitchoverTolerance
                && member.State.Upstream is not { IsStreaming: true },
            _ => false,
        };
}
