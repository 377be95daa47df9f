using Primacy.Incidents;

namespace Primacy.Watching;

/// <summary>
/// Tells people of events. What is journaled is delivered from the journal; what could not be journaled is handed over
/// as it is, because alerts fail open.
/// </summary>
internal delegate void Announce(EquatableArray<IncidentEvent> events, bool isJournaled);
