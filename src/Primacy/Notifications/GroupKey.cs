using Primacy.Watching;

namespace Primacy.Notifications;

/// <summary>What is told by one message, and by one attempt at a time.</summary>
/// <param name="Incident">The key of the only incident; null where several may stand together.</param>
/// <param name="Labels">What they have in common.</param>
internal readonly record struct GroupKey(string? Incident, EquatableArray<ClusterLabel> Labels);
