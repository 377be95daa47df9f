using System.Globalization;
using Xunit;

namespace Primacy.Tests.Scraping;

/// <summary>A series as a page of metrics shows it, with its labels in the order of their names.</summary>
internal sealed record Series(string Name, string Type, string Labels, string Value)
{
    static readonly string[] Suffixes = ["_bucket", "_sum", "_count"];

    /// <summary>Reads Prometheus' text format, as far as both exporters write it.</summary>
    public static IReadOnlyList<Series> Parse(string page)
    {
        var all = new List<Series>();
        var types = new Dictionary<string, string>();
        foreach (var line in page.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal) && line.Split(' ') is [_, _, var family, var type])
                Assert.True(types.TryAdd(family, type), $"{family} is announced twice");
            else if (line[0] != '#')
                all.Add(Read(line, types));
        }
        return all;
    }

    /// <summary>The same without a label.</summary>
    public Series Without(string label) =>
        this with
        {
            Labels = string.Join(
                ',',
                Labels.Split(',').Where(one => !one.StartsWith(label + "=", StringComparison.Ordinal))
            ),
        };

    static Series Read(string line, Dictionary<string, string> types)
    {
        var (brace, end) = (line.IndexOf('{', StringComparison.Ordinal), line.LastIndexOf('}'));
        var name = brace < 0 ? line[..line.IndexOf(' ', StringComparison.Ordinal)] : line[..brace];
        var labels = brace < 0 ? [] : Labeled(line[(brace + 1)..end]);
        var value = line[(line.LastIndexOf(' ') + 1)..];
        return new Series(
            name,
            TypeOf(name, types),
            string.Join(',', labels.Order(StringComparer.Ordinal)),
            Number(value)
        );
    }

    static string TypeOf(string name, Dictionary<string, string> types) =>
        types.GetValueOrDefault(name)
        ?? Suffixes
            .Where(suffix => name.EndsWith(suffix, StringComparison.Ordinal))
            .Select(suffix => types.GetValueOrDefault(name[..^suffix.Length]))
            .FirstOrDefault(type => type is { })
        ?? throw new InvalidDataException($"{name} is of no type");

    /// <summary>A comma may stand within a value, a quote only behind a backslash.</summary>
    static List<string> Labeled(string text)
    {
        var labels = new List<string>();
        while (text.Length > 0)
        {
            var open = text.IndexOf('"', StringComparison.Ordinal);
            var close = open + 1;
            while (text[close] != '"')
                close += text[close] == '\\' ? 2 : 1;
            var (name, value) = (text[..(open - 1)], text[(open + 1)..close]);
            labels.Add($"{name}={(name == "le" ? Number(value) : value)}");
            text = text[(close + 1)..].TrimStart(',');
        }
        return labels;
    }

    static string Number(string text) =>
        text is "+Inf" or "-Inf" or "NaN"
            ? text
            : double.Parse(text, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture);
}
