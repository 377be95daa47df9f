using Primacy.Incidents;

namespace Primacy.Muting;

/// <summary>
/// Somebody's word that he knows of an incident and sees to it. It mutes news of that incident, unless it grows worse
/// than it was when he said so.
/// </summary>
public sealed record Acknowledgement
{
    /// <summary>The incident as it was acknowledged.</summary>
    public required Incident Incident { get; init; }

    public required string By { get; init; }

    public required string Why { get; init; }

    public required DateTimeOffset At { get; init; }

    public required DateTimeOffset Until { get; init; }

    public MutePhase PhaseAt(DateTimeOffset now) => MutePhases.At(now, At, Until);

    /// <summary>Whether this incident, as it is now, is what was acknowledged.</summary>
    public bool Covers(Incident incident) => IsOf(incident) && !Worsening.IsIn(Incident.Verdict, incident.Verdict);

    /// <summary>
    /// Whether it was given for this incident. Of several watchers each gives it a key of its own; it is the same when
    /// it is about the same and had begun when it was acknowledged.
    /// </summary>
    public bool IsOf(Incident incident) =>
        incident.Key == Incident.Key
        || (incident.Cluster == Incident.Cluster && incident.Code == Incident.Code && incident.Since <= At);

    /// <summary>What is wrong with a new one, a sentence each.</summary>
    public EquatableArray<string> Objections(DateTimeOffset now)
    {
        List<string> wrong = [.. MuteTexts.Objections("why", Why), .. MuteTexts.Objections(At, Until, now)];
        if (Incident.Phase is IncidentPhase.Resolved)
            wrong.Add($"The incident {Incident.Key} is over: there is nothing to acknowledge.");
        return wrong.ToEquatableArray();
    }
}
