namespace Primacy.Storytelling;

/// <summary>How incidents are chosen from. What was withdrawn before anybody was told is in none of these.</summary>
internal enum IncidentState
{
    /// <summary>Pending or firing.</summary>
    Open,

    Pending,

    Firing,

    /// <summary>Those that were told and are over.</summary>
    Over,

    /// <summary>Open or over.</summary>
    All,
}
