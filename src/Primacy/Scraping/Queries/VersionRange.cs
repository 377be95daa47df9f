using System.Globalization;
using System.Text.RegularExpressions;

namespace Primacy.Scraping.Queries;

/// <summary>
/// Versions in the grammar of the Go library that postgres_exporter reads them with: comparisons joined by spaces, and
/// by "||" for either. "x" stands for any number, and so does a number that is left out. See
/// https://pkg.go.dev/github.com/blang/semver#ParseRange.
/// </summary>
internal sealed partial class VersionRange : IEquatable<VersionRange>
{
    const int PartBits = 20;
    const int PartMax = (1 << PartBits) - 2;

    readonly string _text;
    readonly Func<long, bool>[][] _alternatives;

    VersionRange(string text, Func<long, bool>[][] alternatives) => (_text, _alternatives) = (text, alternatives);

    /// <summary>The range; null where the text is none.</summary>
    public static VersionRange? Parse(string text)
    {
        var alternatives = new List<Func<long, bool>[]>();
        foreach (var alternative in text.Split("||"))
        {
            var words = Comparison().Matches(alternative);
            if (words.Count == 0 || Comparison().Replace(alternative, "").Trim().Length > 0)
                return null;
            alternatives.Add([.. words.Select(Meaning)]);
        }
        return new VersionRange(text, [.. alternatives]);
    }

    public bool Contains(ServerVersion version)
    {
        var number = Number(version.Major, version.Minor, 0);
        return Array.Exists(_alternatives, all => Array.TrueForAll(all, holds => holds(number)));
    }

    public bool Equals(VersionRange? other) => other is { } && other._text == _text;

    public override bool Equals(object? obj) => Equals(obj as VersionRange);

    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => _text;

    /// <summary>A pattern is all versions from the first to before the end.</summary>
    static Func<long, bool> Meaning(Match match)
    {
        int?[] parts = [Part(match.Groups["major"]), Part(match.Groups["minor"]), Part(match.Groups["patch"])];
        var from = Number(parts[0] ?? 0, parts[1] ?? 0, parts[2] ?? 0);
        var end = from + 1;
        if (parts[0] is null)
            end = long.MaxValue;
        else if (parts[1] is null)
            end = Number(parts[0]!.Value + 1, 0, 0);
        else if (parts[2] is null)
            end = Number(parts[0]!.Value, parts[1]!.Value + 1, 0);
        return match.Groups["operator"].Value switch
        {
            ">" => version => version >= end,
            ">=" => version => version >= from,
            "<" => version => version < from,
            "<=" => version => version < end,
            "!" or "!=" => version => version < from || version >= end,
            _ => version => version >= from && version < end,
        };
    }

    static int? Part(Group part) =>
        part.Success && int.TryParse(part.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? Math.Min(number, PartMax)
            : null;

    static long Number(int major, int minor, int patch) => ((((long)major << PartBits) + minor) << PartBits) + patch;

    [GeneratedRegex(
        @"(?<![^\s])(?<operator>>=|<=|!=|==|>|<|=|!)?\s*(?<major>\d+|x)(\.(?<minor>\d+|x))?(\.(?<patch>\d+|x))?(?![^\s])"
    )]
    private static partial Regex Comparison();
}
