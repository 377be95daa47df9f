namespace Primacy.Scraping;

/// <summary>Which statements the collector stat_statements shows, as postgres_exporter's flags say it.</summary>
internal sealed record StatementChoice
{
    /// <summary>Whether a metric tells what the statements are.</summary>
    public bool HasText { get; init; }

    /// <summary>After how many characters a statement is cut.</summary>
    public int TextLength { get; init; } = 120;

    /// <summary>How many there are at most.</summary>
    public int Limit { get; init; } = 100;

    public EquatableArray<string> ExcludedDatabases { get; init; } = [];

    public EquatableArray<string> ExcludedUsers { get; init; } = [];
}
