using Primacy.Topology;

namespace Primacy.Explaining;

/// <summary>One statement of an explanation and what stands beneath it.</summary>
/// <param name="Text">The statement as a sentence.</param>
/// <param name="Mark">How it bears on the cluster.</param>
/// <param name="About">The instance it is about; null when it is about several or the cluster.</param>
/// <param name="Below">What it is made of.</param>
public sealed record Statement(
    string Text,
    Mark Mark = Mark.Plain,
    InstanceId? About = null,
    EquatableArray<Statement> Below = default
);
