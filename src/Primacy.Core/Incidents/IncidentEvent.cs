namespace Primacy.Incidents;

/// <summary>A change of an incident: what is written down first and told second.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="At">When.</param>
/// <param name="Incident">The incident after it.</param>
public sealed record IncidentEvent(IncidentEventKind Kind, DateTimeOffset At, Incident Incident)
{
    /// <summary>Whether people are to be told.</summary>
    public bool IsNotified =>
        Kind is IncidentEventKind.Fired or IncidentEventKind.Changed or IncidentEventKind.Resolved;
}
