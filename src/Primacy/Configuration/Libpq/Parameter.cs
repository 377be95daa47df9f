namespace Primacy.Configuration.Libpq;

/// <summary>One keyword of a connection string with its value.</summary>
/// <param name="Keyword">The keyword as written.</param>
/// <param name="Value">Its value, unquoted and decoded.</param>
/// <param name="KeywordAt">Where the keyword begins, in characters from 0.</param>
/// <param name="ValueAt">Where the value begins, in characters from 0.</param>
internal sealed record Parameter(string Keyword, string Value, int KeywordAt, int ValueAt);
