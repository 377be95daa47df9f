namespace Primacy.Configuration;

/// <summary>A value and where it was written.</summary>
internal sealed record Setting(string Value, Location At);
