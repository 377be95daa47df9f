namespace Primacy.Tests.Scraping;

/// <summary>
/// A metric in which the two exporters differ on purpose. docs/postgres-exporter.md tells the reader of each.
/// </summary>
/// <param name="Name">The metric's name, or with a star behind it how it begins.</param>
/// <param name="Kind">How they differ.</param>
internal sealed record KnownDifference(string Name, DifferenceKind Kind)
{
    public static IReadOnlyList<KnownDifference> All { get; } =
    [
        new("pg_replication_is_replica", DifferenceKind.Missing),
        new("pg_replication_lag", DifferenceKind.Missing),
        new("go_*", DifferenceKind.Missing),
        new("process_*", DifferenceKind.Missing),
        new("promhttp_*", DifferenceKind.Missing),
        new("postgres_exporter_*", DifferenceKind.Missing),
        new("primacy_collector_fault", DifferenceKind.Extra),
        new("pg_process_idle_seconds*", DifferenceKind.Other),
        new("pg_settings_default_transaction_read_only", DifferenceKind.Other),
        new("pg_settings_extra_float_digits", DifferenceKind.Other),
        new("pg_settings_statement_timeout_seconds", DifferenceKind.Other),
        new("pg_settings_transaction_read_only", DifferenceKind.Other),
    ];

    public static bool Covers(string metric, DifferenceKind kind) =>
        All.Any(one =>
            one.Kind == kind
            && (one.Name[^1] == '*' ? metric.StartsWith(one.Name[..^1], StringComparison.Ordinal) : metric == one.Name)
        );
}
