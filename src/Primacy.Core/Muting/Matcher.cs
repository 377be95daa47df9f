using System.Text.RegularExpressions;

namespace Primacy.Muting;

/// <summary>
/// A condition on one label, as Alertmanager's. A regular expression must match the whole value. See
/// https://prometheus.io/docs/alerting/latest/configuration/#matcher.
/// </summary>
/// <param name="Name">The label's name.</param>
/// <param name="Value">The value, or the expression.</param>
/// <param name="IsRegex">Whether it is an expression.</param>
/// <param name="IsEqual">Whether the label must match, or must not.</param>
public sealed record Matcher(string Name, string Value, bool IsRegex = false, bool IsEqual = true)
{
    // An expression without backtracking takes a time that grows with the text only, whoever wrote it.
    const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    Regex? _pattern;

    public bool Matches(EquatableArray<Label> labels) => MatchesValue(labels.ValueOf(Name));

    public bool MatchesValue(string value) => IsEqual == (IsRegex ? Pattern.IsMatch(value) : value == Value);

    /// <summary>What is wrong with it, as the end of a sentence that begins with it; null when nothing is.</summary>
    public string? Objection()
    {
        if (Name.Length == 0)
            return "has no label name";
        if (!IsRegex)
            return null;
        try
        {
            _ = Pattern;
            return null;
        }
        catch (ArgumentException wrong)
        {
            return $"has an expression that is none: {wrong.Message}";
        }
        catch (NotSupportedException)
        {
            return "has an expression with a look-around or a back-reference, which are not supported";
        }
    }

    /// <summary>As PromQL and amtool write it: cluster=~"orders|stock".</summary>
    public override string ToString() => $"{Name}{Operator}\"{Escaped}\"";

    public bool Equals(Matcher? other) =>
        other is { } && (Name, Value, IsRegex, IsEqual) == (other.Name, other.Value, other.IsRegex, other.IsEqual);

    public override int GetHashCode() => HashCode.Combine(Name, Value, IsRegex, IsEqual);

    Regex Pattern => _pattern ??= new Regex($"^(?:{Value})\\z", Options);

    string Operator =>
        (IsEqual, IsRegex) switch
        {
            (true, false) => "=",
            (true, true) => "=~",
            (false, false) => "!=",
            (false, true) => "!~",
        };

    string Escaped =>
        Value
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);
}
