namespace Primacy.Analysis;

/// <summary>One detector's word.</summary>
public sealed record Finding(VerdictCode Code, Detection Detection);
