using Primacy.Analysis;

namespace Primacy.Incidents;

/// <summary>
/// While two primaries are told of, what follows from that is not told beside it: a standby on the losing branch, a
/// manager that disagrees, replication that is broken for none but the claimants. These wait, and are seen to wait;
/// when the split is over and they are not, their waiting time begins. What fires already fires on.
/// </summary>
static class Inhibition
{
    /// <summary>The incident that holds others back, if it is among these.</summary>
    public static Incident? Inhibitor(IEnumerable<Incident> incidents) =>
        incidents.FirstOrDefault(i => i is { Code: VerdictCode.MultiplePrimaries, Phase: IncidentPhase.Firing });

    /// <summary>Whether a verdict is held back by an incident.</summary>
    public static bool IsHeld(Verdict verdict, Incident by) =>
        verdict.Code switch
        {
            VerdictCode.StandbyOnLosingBranch or VerdictCode.ManagerDisagrees => true,
            VerdictCode.ReplicationBroken => verdict.Subjects.All(by.Verdict.Primaries.Contains),
            _ => false,
        };

    /// <summary>How long is waited with a code that is held back.</summary>
    public static IncidentPolicy Hold(VerdictCode code, IncidentPolicy policy) =>
        policy with
        {
            Waits = [new(code, TimeSpan.MaxValue), .. policy.Waits],
        };

    /// <summary>The incident after a look at which it was held back.</summary>
    public static Incident? WaitAnew(Incident? held) =>
        held is { Phase: IncidentPhase.Pending } ? held with { Observed = TimeSpan.Zero } : held;
}
