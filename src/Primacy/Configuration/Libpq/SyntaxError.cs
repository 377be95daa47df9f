namespace Primacy.Configuration.Libpq;

/// <summary>A connection string that cannot be read any further.</summary>
/// <param name="At">Where, in characters from 0.</param>
/// <param name="Message">What is wrong. Never a value, which may be a secret.</param>
internal sealed record SyntaxError(int At, string Message);
