using Primacy.Incidents;
using Primacy.Muting;

namespace Primacy.Notifications;

/// <summary>What people have muted.</summary>
internal interface IMuting
{
    /// <summary>Raised after something was muted, or is no longer.</summary>
    event Action? Changed;

    /// <summary>What mutes an incident now; null when it may be told.</summary>
    Mute? Over(Incident incident, DateTimeOffset now);

    /// <summary>When the last of what muted it ended; null when nothing has.</summary>
    DateTimeOffset? LastEnd(Incident incident, DateTimeOffset now);
}
