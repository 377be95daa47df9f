using Primacy.Incidents;

namespace Primacy.Acting;

/// <summary>The incident with a key; null when none is kept.</summary>
internal delegate Incident? IncidentLookup(string key);
