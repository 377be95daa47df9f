using System.Globalization;

namespace Primacy.Bench.SplitBrain;

/// <summary>Reads a number from a page in Prometheus' text format.</summary>
internal static class MetricsPage
{
    /// <summary>The sum of all samples of a name.</summary>
    public static async Task<double> SumAsync(HttpClient http, Uri page, string name)
    {
        var text = await http.GetStringAsync(page);
        var samples = text.Split('\n')
            .Where(line => line.StartsWith(name, StringComparison.Ordinal) && line.Length > name.Length)
            .Where(line => line[name.Length] is ' ' or '{')
            .Select(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture))
            .ToArray();
        return samples.Length > 0 ? samples.Sum() : throw new InvalidOperationException($"{page} has no {name}.");
    }
}
