using Primacy.Incidents;
using Primacy.Muting;

namespace Primacy.Notifications;

/// <summary>
/// Whose turn it is to tell, where several replicas see the same. It may be everybody's: better one page too many than
/// none.
/// </summary>
internal interface ITurns
{
    /// <summary>Raised when it may be somebody else's turn, or somebody has told something.</summary>
    event Action? Changed;

    /// <summary>Whether what a receiver was told of an incident that fires is repeated here.</summary>
    bool MayRepeat(string receiver, Incident incident);

    /// <summary>What leaves an incident to another replica now; null when it is to be told here.</summary>
    Mute? Over(string receiver, Incident incident, DateTimeOffset now);

    /// <summary>Who has told a receiver just this already; null when nobody is known to.</summary>
    string? ToldBy(string receiver, IncidentEvent news);

    /// <summary>
    /// Says that this is about to be told here, and asks a last time; false when another replica was quicker.
    /// </summary>
    Task<bool> ClaimAsync(string receiver, IncidentEvent news);

    /// <summary>Says that it was told here.</summary>
    void Told(string receiver, Incident incident);

    /// <summary>Says that it is held back here because people have muted it.</summary>
    void Muted(string receiver, Incident incident, DateTimeOffset until);

    /// <summary>The key under which a receiver knows the incident: that of whoever told of it first.</summary>
    string KeyOf(string receiver, Incident incident);
}
