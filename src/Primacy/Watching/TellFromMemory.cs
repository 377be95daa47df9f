using Primacy.Incidents;

namespace Primacy.Watching;

/// <summary>
/// Tells people of events that could not be journaled, because alerts fail open. What is journaled is delivered from
/// the journal.
/// </summary>
internal delegate void TellFromMemory(EquatableArray<IncidentEvent> events);
