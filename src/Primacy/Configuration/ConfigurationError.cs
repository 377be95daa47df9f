namespace Primacy.Configuration;

/// <summary>Something wrong in what an operator wrote, and where.</summary>
/// <param name="Source">A file's path, "CONNINFO", an option or the name of an environment variable.</param>
/// <param name="Line">The line, from 1; null where there are no lines.</param>
/// <param name="Column">The character, from 1; null where the whole is meant.</param>
/// <param name="Message">What is wrong and what to do. Never a secret.</param>
internal sealed record ConfigurationError(string Source, int? Line, int? Column, string Message)
{
    public override string ToString() =>
        (Line, Column) switch
        {
            ({ } line, { } column) => $"{Source}:{line}:{column}: {Message}",
            (null, { } column) => $"{Source}, character {column}: {Message}",
            _ => $"{Source}: {Message}",
        };
}
