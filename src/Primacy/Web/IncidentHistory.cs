using Primacy.Incidents;

namespace Primacy.Web;

/// <summary>Incidents of all clusters, the newest first: the open ones, and on request those that are over.</summary>
internal delegate IReadOnlyList<Incident> IncidentHistory(bool includeResolved, int limit);
