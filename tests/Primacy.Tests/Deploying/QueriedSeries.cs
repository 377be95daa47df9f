using System.Globalization;
using System.Text.Json;

namespace Primacy.Tests.Deploying;

/// <summary>A series of an answer of Prometheus, with its values in the order of their times.</summary>
internal sealed record QueriedSeries(IReadOnlyDictionary<string, string> Labels, IReadOnlyList<double> Values)
{
    /// <summary>Reads a vector or a matrix.</summary>
    public static IReadOnlyList<QueriedSeries> Read(JsonElement data) =>
        [
            .. data.GetProperty("result")
                .EnumerateArray()
                .Select(series => new QueriedSeries(
                    series
                        .GetProperty("metric")
                        .EnumerateObject()
                        .ToDictionary(label => label.Name, label => label.Value.GetString()!),
                    series.TryGetProperty("values", out var values)
                        ? [.. values.EnumerateArray().Select(Number)]
                        : [Number(series.GetProperty("value"))]
                )),
        ];

    public string Label(string name) => Labels.GetValueOrDefault(name, "");

    /// <summary>A pair of a time and a number that is written as text.</summary>
    static double Number(JsonElement pair) =>
        pair[1].GetString() switch
        {
            "+Inf" => double.PositiveInfinity,
            "-Inf" => double.NegativeInfinity,
            { } text => double.Parse(text, CultureInfo.InvariantCulture),
            null => double.NaN,
        };
}
