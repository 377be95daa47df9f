using Primacy.Muting;

namespace Primacy.Acting;

/// <summary>What the configuration calls a cluster beside its name; null when it is not watched.</summary>
internal delegate EquatableArray<Label>? ClusterLabels(string cluster);
