using Primacy.Probing;
using Primacy.Topology;

namespace Primacy.Watching;

/// <summary>A declared member and how it is connected to.</summary>
internal sealed record InstanceOptions(Instance Instance, ConnectionSettings Connection);
