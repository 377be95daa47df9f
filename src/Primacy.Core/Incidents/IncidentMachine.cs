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
    /// <summary>An incident after a look, and what happened to it.</summary>
    /// <param name="current">The incident before it; null when there was none.</param>
    /// <param name="cluster">The cluster's name.</param>
    /// <param name="detection">What the look shows.</param>
    /// <param name="observed">How much of the time since the look before counts as observed.</param>
    /// <param name="now">The time.</param>
    /// <param name="policy">How long is waited.</param>
    public static (Incident? Next, IncidentEventKind? Event) Step(
        Incident? current,
        string cluster,
        Detection detection,
        TimeSpan observed,
        DateTimeOffset now,
        IncidentPolicy policy
    ) =>
        current?.NotAfter(now) switch
        {
            null => detection is Detection.Present { Verdict: var verdict }
                ? Open(cluster, verdict, now, policy)
                : (null, null),
            { Phase: IncidentPhase.Pending } pending => Wait(pending, detection, observed, now, policy),
            { } firing => GoOn(firing, detection, observed, now, policy),
        };

    static (Incident?, IncidentEventKind?) Wait(
        Incident pending,
        Detection detection,
        TimeSpan observed,
        DateTimeOffset now,
        IncidentPolicy policy
    )
    {
        if (detection is Detection.Absent)
            return (Resolve(pending, now), IncidentEventKind.Withdrawn);
        var seen = pending with { LastSeen = now, Observed = pending.Observed + observed };
        if (detection is not Detection.Present { Verdict: var verdict })
            return (seen, null);
        seen = seen with { Verdict = verdict };
        return seen.Observed >= policy.For(verdict.Code) ? (Fire(seen, now), IncidentEventKind.Fired) : (seen, null);
    }

    static (Incident?, IncidentEventKind?) GoOn(
        Incident firing,
        Detection detection,
        TimeSpan observed,
        DateTimeOffset now,
        IncidentPolicy policy
    ) =>
        detection switch
        {
            Detection.Present { Verdict: var verdict } => (
                firing with
                {
                    Verdict = verdict,
                    LastSeen = now,
                    Observed = TimeSpan.Zero,
                },
                IsNews(firing.Verdict, verdict) ? IncidentEventKind.Changed : null
            ),
            Detection.Undetermined => (firing with { LastSeen = now, Observed = TimeSpan.Zero }, null),
            Detection.Absent when firing.Observed + observed >= policy.KeepFor(firing.Code) => (
                Resolve(firing, now),
                IncidentEventKind.Resolved
            ),
            Detection.Absent => (firing with { Observed = firing.Observed + observed }, null),
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
            Key =
                $"{cluster}/{verdict.Code.Slug}/"
                + now.UtcDateTime.ToString(Incident.KeyTimeFormat, CultureInfo.InvariantCulture),
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
            Observed = TimeSpan.Zero,
        };

    static Incident Resolve(Incident incident, DateTimeOffset now) =>
        incident with
        {
            Phase = IncidentPhase.Resolved,
            ResolvedAt = now,
        };

    /// <summary>
    /// Who claims to be primary, which one to keep, whether data diverges and the proof of what was first told with
    /// "perhaps" decide what a person does next. Numbers that grow are no news, and neither is which members of a
    /// mostly silent cluster come and go.
    /// </summary>
    static bool IsNews(Verdict before, Verdict after) =>
        after.Code is not VerdictCode.Blind && IsDifferent(before, after);

    static bool IsDifferent(Verdict before, Verdict after) =>
        before.Subjects != after.Subjects
        || before.Primaries != after.Primaries
        || Kept(before) != Kept(after)
        || (after.Split is { IsProven: true } && before.Split is { IsProven: false })
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
