using Primacy.Incidents;

namespace Primacy.Web;

/// <summary>
/// Incidents of all clusters, the newest first: the open ones, and on request those that are over; so many at most, and
/// those behind the one with a key when that is given.
/// </summary>
internal delegate IReadOnlyList<Incident> IncidentHistory(bool includeResolved, int limit, string? after = null);
