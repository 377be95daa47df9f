namespace Primacy.Scraping;

/// <summary>Which databases of a server are read beside the configured one.</summary>
internal sealed record DatabaseChoice
{
    /// <summary>Whether there are others at all.</summary>
    public bool AreDiscovered { get; init; }

    /// <summary>Only these; all where it is empty.</summary>
    public EquatableArray<string> Include { get; init; } = [];

    /// <summary>All but these.</summary>
    public EquatableArray<string> Exclude { get; init; } = [];

    public bool Takes(string database) =>
        !Exclude.Contains(database) && (Include.Count == 0 || Include.Contains(database));
}
