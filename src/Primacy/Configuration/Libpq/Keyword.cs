namespace Primacy.Configuration.Libpq;

/// <summary>A keyword that libpq knows, and what Primacy makes of it.</summary>
/// <param name="Name">As libpq spells it.</param>
/// <param name="Use">What Primacy makes of it.</param>
/// <param name="Variable">The environment variable that stands in for it; null when none is read.</param>
internal sealed record Keyword(string Name, KeywordUse Use, string? Variable = null);
