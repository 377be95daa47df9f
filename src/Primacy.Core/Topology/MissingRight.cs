namespace Primacy.Topology;

/// <summary>Something the probe's role may not see.</summary>
/// <param name="What">What stays hidden, in words.</param>
/// <param name="Grant">The statement that would show it.</param>
public sealed record MissingRight(string What, string Grant);
