namespace Primacy.Incidents;

/// <summary>What happened to an incident. Fired, Changed and Resolved are told to people.</summary>
public enum IncidentEventKind
{
    /// <summary>Its condition was seen; it waits for its time.</summary>
    Opened,

    /// <summary>Its condition went away before its time.</summary>
    Withdrawn,

    /// <summary>People are told.</summary>
    Fired,

    /// <summary>It fires on, and what people have to know of it is different now.</summary>
    Changed,

    /// <summary>It is over, and people are told.</summary>
    Resolved,
}
