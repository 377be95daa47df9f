using System.Globalization;

namespace Primacy.Tests.Scraping;

/// <summary>
/// Compares what postgres_exporter says with what we said of the same server a moment before and say a moment after:
/// a value that changes with time lies between the two.
/// </summary>
internal sealed class PageComparison
{
    /// <summary>Of the scrapes themselves, or changed by who looks: by his session, his locks, his questions.</summary>
    static readonly string[] OfTheLook =
    [
        "pg_exporter_",
        "pg_scrape_collector_",
        "pg_stat_activity_count",
        "pg_stat_activity_max_tx_duration",
        "pg_locks_count",
        "pg_stat_database_numbackends",
    ];

    /// <summary>Which of these there are changes with each look: the fastest tenth of all is left out.</summary>
    const string Passing = "pg_stat_statements_";

    readonly Dictionary<string, Series> _before;
    readonly Dictionary<string, Series> _after;
    readonly Dictionary<string, Series> _theirs;

    public PageComparison(IEnumerable<Series> before, IEnumerable<Series> theirs, IEnumerable<Series> after)
    {
        (_before, _after) = (ByLabels(before, DifferenceKind.Extra), ByLabels(after, DifferenceKind.Extra));
        _theirs = ByLabels(theirs, DifferenceKind.Missing);
    }

    /// <summary>What is missing, extra or different, a line each.</summary>
    public IReadOnlyList<string> Findings()
    {
        var (theirs, ours) = (Shapes(_theirs.Values), Shapes(_before.Values.Concat(_after.Values)));
        return
        [
            .. theirs.Except(ours).Order().Select(shape => $"missing: {shape}"),
            .. ours.Except(theirs).Order().Select(shape => $"extra: {shape}"),
            .. Values().Order(),
        ];
    }

    IEnumerable<string> Values()
    {
        foreach (var (key, theirs) in _theirs.Where(one => !IsOfTheLook(one.Value)))
        {
            var (before, after) = (_before.GetValueOrDefault(key), _after.GetValueOrDefault(key));
            if ((before ?? after) is null && IsPassing(theirs))
                continue;
            if ((before ?? after) is null)
                yield return $"different: {key} is {theirs.Value} there, and not here";
            else if (!IsBetween(Number(theirs), Number(before ?? after!), Number(after ?? before!)))
                yield return $"different: {key} is {theirs.Value} there, {before?.Value} and {after?.Value} here";
        }
        foreach (var (key, ours) in _before.Where(one => !IsOfTheLook(one.Value)))
        {
            if (_after.ContainsKey(key) && !_theirs.ContainsKey(key) && !IsPassing(ours))
                yield return $"different: {key} is {ours.Value} here, and not there";
        }
    }

    static bool IsPassing(Series series) => series.Name.StartsWith(Passing, StringComparison.Ordinal);

    static bool IsBetween(double value, double one, double other) =>
        double.IsNaN(value)
            ? double.IsNaN(one) || double.IsNaN(other)
            : value >= Math.Min(one, other) && value <= Math.Max(one, other);

    /// <summary>Nobody looks into the database elsewhere, whose sessions and locks are those of the test.</summary>
    static bool IsOfTheLook(Series series) =>
        KnownDifference.Covers(series.Name, DifferenceKind.Other)
        || (
            OfTheLook.Any(prefix => series.Name.StartsWith(prefix, StringComparison.Ordinal))
            && !series.Labels.Split(',').Contains($"datname={CollectorLab.Elsewhere}")
        );

    static double Number(Series series) => double.Parse(series.Value, CultureInfo.InvariantCulture);

    static HashSet<string> Shapes(IEnumerable<Series> all) =>
        [.. all.Select(one => $"{one.Name} {one.Type} ({string.Join(", ", LabelNames(one))})")];

    static IEnumerable<string> LabelNames(Series series) =>
        series.Labels.Split(',').Where(label => label.Contains('=')).Select(label => label.Split('=')[0]).Distinct();

    /// <summary>Without the labels that tell servers apart, which each of the two has in its own way.</summary>
    static Dictionary<string, Series> ByLabels(IEnumerable<Series> page, DifferenceKind kind) =>
        page.Where(series => !KnownDifference.Covers(series.Name, kind))
            .Select(series => series.Without("cluster").Without("server"))
            .ToDictionary(series => $"{series.Name}{{{series.Labels}}}");
}
