using Primacy.Incidents;
using Primacy.Storytelling;

namespace Primacy.Web;

/// <summary>
/// Incidents of all clusters, the newest first: those that a filter lets through, so many at most, and those behind the
/// one with a key when that is given.
/// </summary>
internal delegate IReadOnlyList<Incident> IncidentHistory(IncidentFilter filter, int limit, string? after = null);
