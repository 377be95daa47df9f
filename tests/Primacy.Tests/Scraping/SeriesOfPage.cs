using Xunit;

namespace Primacy.Tests.Scraping;

/// <summary>Finds what a test looks for in a page.</summary>
internal static class SeriesOfPage
{
    /// <summary>The value of the one series of that name that has a label.</summary>
    public static string Value(this IEnumerable<Series> page, string name, string label = "") =>
        Assert
            .Single(page, series => series.Name == name && series.Labels.Contains(label, StringComparison.Ordinal))
            .Value;

    public static string Label(this Series series, string name) =>
        series.Labels.Split(',').First(label => label.StartsWith(name + "=", StringComparison.Ordinal))[
            (name.Length + 1)..
        ];
}
