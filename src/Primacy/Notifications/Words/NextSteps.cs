using Primacy.Analysis;
using Primacy.Incidents;

namespace Primacy.Notifications.Words;

/// <summary>What Primacy does next, or waits for, and what is left to a person.</summary>
internal static class NextSteps
{
    public static string Of(Incident incident) =>
        incident.Phase is IncidentPhase.Resolved
            ? $"{Afterwards(incident.Code)} Primacy watches on."
            : $"{Person(incident.Verdict)} Primacy {Does(incident.Code)}; {Waits(incident.Code)}";

    /// <summary>One primary is left, and what another one had written may still be wanted.</summary>
    static string Afterwards(VerdictCode code) =>
        code is VerdictCode.MultiplePrimaries
            ? "see what was written on the side that is gone before its data directory is removed or copied anew."
            : "nothing is left to do.";

    static string Person(Verdict verdict) =>
        verdict switch
        {
            { Code: VerdictCode.MultiplePrimaries, Survivor: Survivor.Keep keep } =>
                $"stop clients from writing to every primary but {keep.Instance.Name}, then read the verdict's page.",
            { Code: VerdictCode.MultiplePrimaries } =>
                "stop clients from writing to one of them, and decide which to keep by the evidence on the page.",
            { Code: VerdictCode.ForeignPrimary } => "keep clients away from the server that belongs elsewhere.",
            { Code: VerdictCode.IsolatedPrimarySuspected } =>
                "find out whether the primary that is out of sight still takes writes.",
            { Code: VerdictCode.NoPrimary } => "see why no standby was promoted; nobody can write.",
            { Code: VerdictCode.StandbyOnLosingBranch } => "copy the standby anew; its data differs for good.",
            { Code: VerdictCode.PrimaryUnreachable } => "see whether the primary, or the way to it, is down.",
            { Code: VerdictCode.ReplicationBroken } => "see why the standby no longer follows.",
            { Code: VerdictCode.ManagerDisagrees } => "see why the manager and the servers differ.",
            { Code: VerdictCode.Blind } =>
                "see why the servers cannot be asked: as long as that is so, no split is seen.",
            _ => "look at the page.",
        };

    /// <summary>Only one kind of incident is ever mended by it, and never unasked.</summary>
    static string Does(VerdictCode code) =>
        code is VerdictCode.MultiplePrimaries
            ? "stops nothing unasked: primacy plan shows what would end this, and with repair: propose you may approve it"
            : "changes nothing itself";

    static string Waits(VerdictCode code) =>
        code switch
        {
            VerdictCode.MultiplePrimaries or VerdictCode.ForeignPrimary =>
                "it tells again when what is known changes, and when one primary is left.",
            VerdictCode.Blind => "it tells again when enough of the servers answer.",
            _ => "it tells again when that is over.",
        };
}
