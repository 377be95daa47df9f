namespace Primacy.Configuration;

/// <summary>Where a piece of configuration was written.</summary>
/// <param name="Source">A file's path, "CONNINFO", an option or the name of an environment variable.</param>
/// <param name="Line">The line, from 1; null where there are no lines.</param>
/// <param name="Column">The character, from 1; null where the whole is meant.</param>
/// <param name="IsExact">Whether the source has the value letter by letter, so that offsets can be added.</param>
internal sealed record Location(string Source, int? Line = null, int? Column = null, bool IsExact = false)
{
    /// <summary>A place some characters further on, as far as it can be told.</summary>
    public Location Plus(int characters) =>
        IsExact && Column is { } ? this with { Column = Column + characters } : this;
}
