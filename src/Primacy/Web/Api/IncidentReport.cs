using Primacy.Analysis;
using Primacy.Incidents;

namespace Primacy.Web.Api;

/// <summary>An incident as <c>/api/v1/incidents</c> serves it.</summary>
internal sealed record IncidentReport
{
    public required string Key { get; init; }

    public required string Cluster { get; init; }

    /// <summary>The code, "multiple-primaries".</summary>
    public required string Verdict { get; init; }

    /// <summary>How it came about, "partition"; null where there are no kinds of it, or nothing tells.</summary>
    public string? SubKind { get; init; }

    /// <summary>warning or critical.</summary>
    public required string Severity { get; init; }

    /// <summary>pending, firing or resolved.</summary>
    public required string Phase { get; init; }

    public required string Summary { get; init; }

    /// <summary>When its condition was first seen.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When people were first told; null while pending.</summary>
    public DateTimeOffset? FiredAt { get; init; }

    /// <summary>When its condition was last seen to hold, or could not be excluded.</summary>
    public required DateTimeOffset LastSeen { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>Which primary to keep; null where there is nothing to choose, or where it is undecidable.</summary>
    public string? Keep { get; init; }

    public string? KeepReason { get; init; }

    /// <summary>Where it is undecidable, the primary that what was counted so far points to.</summary>
    public string? Leaning { get; init; }

    /// <summary>The harm on each side and the votes; null where there is no split.</summary>
    public SplitReport? Split { get; init; }

    public required IReadOnlyList<string> Evidence { get; init; }

    /// <summary>Why nobody is told of it now; null when people are.</summary>
    public MuteReport? Muted { get; init; }

    /// <summary>Who knows of it and sees to it; null when nobody has said so, or no longer.</summary>
    public AcknowledgementReport? Acknowledgement { get; init; }

    public static IncidentReport From(Incident incident)
    {
        var (keep, reason) = incident.Verdict.Survivor.InWords();
        return new IncidentReport
        {
            Key = incident.Key,
            Cluster = incident.Cluster,
            Verdict = incident.Code.Slug,
            SubKind = incident.Verdict.SubKind?.Slug,
            Severity = incident.Code.Severity.Word,
            Phase = incident.Phase.Word,
            Summary = incident.Verdict.Summary,
            Since = incident.Since,
            FiredAt = incident.FiredAt,
            LastSeen = incident.LastSeen,
            ResolvedAt = incident.ResolvedAt,
            Keep = keep,
            KeepReason = reason,
            Leaning = (incident.Verdict.Survivor as Survivor.Undecidable)?.Leaning?.Name,
            Split = SplitReport.From(incident.Verdict.Split, incident.LastSeen),
            Evidence = [.. incident.Verdict.Evidence.Select(e => e.Text)],
        };
    }
}
