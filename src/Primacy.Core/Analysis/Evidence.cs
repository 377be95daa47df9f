using Primacy.Topology;

namespace Primacy.Analysis;

/// <summary>One fact that a verdict stands on, in a sentence.</summary>
/// <param name="Instance">The instance it is about; null when it is about the cluster.</param>
/// <param name="Text">The sentence.</param>
public sealed record Evidence(InstanceId? Instance, string Text);
