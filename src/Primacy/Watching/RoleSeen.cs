using Primacy.Topology;

namespace Primacy.Watching;

/// <summary>What a look showed of one instance.</summary>
internal readonly record struct RoleSeen(InstanceId Instance, SeenAs As, Timeline? Timeline);
