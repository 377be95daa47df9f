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
    public bool Covers(Incident incident) =>
        incident.Key == Incident.Key && !Worsening.IsIn(Incident.Verdict, incident.Verdict);

    /// <summary>What is wrong with a new one, a sentence each.</summary>
    public EquatableArray<string> Objections(DateTimeOffset now)
    {
        List<string> wrong = [.. MuteTexts.Objections("why", Why), .. MuteTexts.Objections(At, Until, now)];
        if (Incident.Phase is IncidentPhase.Resolved)
            wrong.Add($"The incident {Incident.Key} is over: there is nothing to acknowledge.");
        return wrong.ToEquatableArray();
    }
}
