using System.Globalization;
using System.Runtime.CompilerServices;
using Primacy.Analysis;

namespace Primacy.Incidents;

/// <summary>
/// Turns one code's detections into an incident's life. Pure. What cannot be told leaves an incident as it is: it
/// neither fires for want of evidence nor resolves.
/// </summary>
public static class IncidentMachine
{
    public static (Incident? Next, IncidentEventKind? Event) Step(
        Incident? current,
        string cluster,
        Detection detection,
        DateTimeOffset now,
        IncidentPolicy policy
    ) => Next(current?.NotAfter(now), cluster, detection, now, policy);

    static (Incident? Next, IncidentEventKind? Event) Next(
        Incident? current,
        string cluster,
        Detection detection,
        DateTimeOffset now,
        IncidentPolicy policy
    ) =>
        (current, detection) switch
        {
            (null, Detection.Present { Verdict: var verdict }) => Open(cluster, verdict, now, policy),
            (null, _) => (null, null),

            ({ Phase: IncidentPhase.Pending }, Detection.Absent) => (
                current with
                {
                    Phase = IncidentPhase.Resolved,
                    ResolvedAt = now,
                },
                IncidentEventKind.Withdrawn
            ),
            ({ Phase: IncidentPhase.Pending }, Detection.Present { Verdict: var verdict })
                when now - current.Since >= policy.For(verdict.Code) => (
                Fire(current with { Verdict = verdict, LastSeen = now }, now),
                IncidentEventKind.Fired
            ),

            ({ Phase: IncidentPhase.Firing }, Detection.Present { Verdict: var verdict }) => (
                current with
                {
                    Verdict = verdict,
                    LastSeen = now,
                },
                IsNews(current.Verdict, verdict) ? IncidentEventKind.Changed : null
            ),
            ({ Phase: IncidentPhase.Firing }, Detection.Absent) when now - current.LastSeen >= policy.KeepFiringFor => (
                current with
                {
                    Phase = IncidentPhase.Resolved,
                    ResolvedAt = now,
                },
                IncidentEventKind.Resolved
            ),
            ({ Phase: IncidentPhase.Firing }, Detection.Absent) => (current, null),

            (_, Detection.Present { Verdict: var verdict }) => (
                current with
                {
                    Verdict = verdict,
                    LastSeen = now,
                },
                null
            ),
            (_, Detection.Undetermined) => (current with { LastSeen = now }, null),
            _ => throw new SwitchExpressionException(detection),
        };

    static (Incident?, IncidentEventKind?) Open(
        string cluster,
        Verdict verdict,
        DateTimeOffset now,
        IncidentPolicy policy
    )
    {
        var pending = new Incident
        {
            Key = string.Create(
                CultureInfo.InvariantCulture,
                $"{cluster}/{verdict.Code.Slug}/{now.UtcDateTime:yyyyMMdd'T'HHmmss.fff'Z'}"
            ),
            Cluster = cluster,
            Verdict = verdict,
            Phase = IncidentPhase.Pending,
            Since = now,
            LastSeen = now,
        };
        return policy.For(verdict.Code) <= TimeSpan.Zero
            ? (Fire(pending, now), IncidentEventKind.Fired)
            : (pending, IncidentEventKind.Opened);
    }

    static Incident Fire(Incident incident, DateTimeOffset now) =>
        incident with
        {
            Phase = IncidentPhase.Firing,
            FiredAt = now,
        };

    /// <summary>
    /// Who claims to be primary, which one to keep and whether data diverges decide what a person does next. Numbers
    /// that grow are no news, and neither is which members of a mostly silent cluster come and go.
    /// </summary>
    static bool IsNews(Verdict before, Verdict after) =>
        after.Code is not VerdictCode.Blind && IsDifferent(before, after);

    static bool IsDifferent(Verdict before, Verdict after) =>
        before.Subjects != after.Subjects
        || before.Primaries != after.Primaries
        || Kept(before) != Kept(after)
        || !before.Divergences.Select(d => d.State).SequenceEqual(after.Divergences.Select(d => d.State));

    /// <summary>Housekeeping that waits to be counted makes no difference to what a person does.</summary>
    static string? Kept(Verdict verdict) =>
        verdict.Survivor switch
        {
            Survivor.Keep keep => keep.Instance.Name,
            Survivor.Undecidable { Leaning: { } leaning } => leaning.Name,
            _ => null,
        };
}
