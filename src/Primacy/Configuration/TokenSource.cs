namespace Primacy.Configuration;

/// <summary>Where a token is to be read.</summary>
/// <param name="Name">Whose it is.</param>
/// <param name="File">The file that holds nothing else; null when a variable does.</param>
/// <param name="Variable">The environment variable.</param>
/// <param name="MayAct">Whether its owner may do more than read.</param>
/// <param name="At">Where it was named.</param>
internal sealed record TokenSource(string Name, string? File, string? Variable, bool MayAct, Location At);
