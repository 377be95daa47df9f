namespace Primacy.Scraping.Queries;

/// <summary>A query that a user has written, and what its columns are.</summary>
internal sealed record CustomQuery
{
    /// <summary>What the names of its metrics begin with.</summary>
    public required string Name { get; init; }

    public required string Sql { get; init; }

    public EquatableArray<CustomColumn> Columns { get; init; } = [];

    /// <summary>Whether it is asked in the configured database only, where several are read.</summary>
    public bool IsForMaster { get; init; }

    public TimeSpan CacheFor { get; init; }

    /// <summary>The versions it is asked on; null for all.</summary>
    public VersionRange? Versions { get; init; }

    /// <summary>Where it is written, as "queries.yaml:3".</summary>
    public required string Origin { get; init; }
}
