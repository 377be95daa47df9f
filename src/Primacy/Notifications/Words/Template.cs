using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;

namespace Primacy.Notifications.Words;

/// <summary>
/// A user's own words with places that are filled in: names in braces, and nothing else, so that it cannot fail when
/// somebody has to be woken. {{ and }} are braces. A line of which every place is empty is left out.
/// </summary>
internal sealed partial class Template
{
    /// <summary>Each line in pieces, every second of them the name of a place.</summary>
    readonly string[][] _lines;

    Template(string source) =>
        (Source, _lines) = (source, [.. source.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select(Pieces)]);

    public string Source { get; }

    /// <summary>The template, or the reason why it is none.</summary>
    public static bool TryParse(
        string source,
        [NotNullWhen(true)] out Template? template,
        [NotNullWhen(false)] out TemplateFault? fault
    )
    {
        fault = Place().Matches(source).Select(FaultOf).FirstOrDefault(one => one is not null);
        template = fault is null ? new Template(source) : null;
        return template is not null;
    }

    /// <summary>The words with each place filled in.</summary>
    public string Fill(Func<string, string> value)
    {
        var text = new StringBuilder();
        foreach (var pieces in _lines)
        {
            var values = pieces.Where((_, i) => i % 2 == 1).Select(value).ToArray();
            if (values.Length > 0 && values.All(one => one.Length == 0))
                continue;
            text.Append(text.Length > 0 ? "\n" : "");
            for (var i = 0; i < pieces.Length; i++)
                text.Append(i % 2 == 0 ? pieces[i] : values[i / 2]);
        }
        return text.ToString();
    }

    public override bool Equals(object? obj) => obj is Template other && other.Source == Source;

    public override int GetHashCode() => Source.GetHashCode(StringComparison.Ordinal);

    static TemplateFault? FaultOf(Match match) =>
        match switch
        {
            { Value: "{{" or "}}" } => null,
            { Value: "{" } => new("has a '{' without its '}': write {{ for a brace"),
            { Value: "}" } => new("has a '}' without its '{': write }} for a brace"),
            _ when Placeholders.Find(match.Groups[1].Value) is { } => null,
            _ => new($"has {match.Value}, which is not known", match.Groups[1].Value),
        };

    /// <summary>Text, name, text, name, text.</summary>
    static string[] Pieces(string line)
    {
        List<string> pieces = [];
        var (text, end) = (new StringBuilder(), 0);
        foreach (Match match in Place().Matches(line))
        {
            text.Append(line.AsSpan(end, match.Index - end));
            end = match.Index + match.Length;
            if (match.Groups[1].Success)
            {
                pieces.AddRange([text.ToString(), match.Groups[1].Value]);
                text.Clear();
            }
            else
            {
                text.Append(match.Value[0]);
            }
        }
        return [.. pieces, text.Append(line.AsSpan(end)).ToString()];
    }

    [GeneratedRegex(@"\{\{|\}\}|\{([^{}\n]*)\}|[{}]")]
    private static partial Regex Place();
}
