using System.Buffers;

namespace Primacy.Exposition;

/// <summary>
/// Names of metrics and labels: those that every version of Prometheus takes, and what becomes of others. See
/// https://prometheus.io/docs/concepts/data_model/.
/// </summary>
internal static class MetricNames
{
    static readonly SearchValues<char> Word = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"
    );

    public static bool IsPlain(ReadOnlySpan<char> metric) =>
        metric.Length > 0 && !char.IsAsciiDigit(metric[0]) && !HasOther(metric, ':');

    public static bool IsPlainLabel(ReadOnlySpan<char> label) =>
        label.Length > 0 && !char.IsAsciiDigit(label[0]) && label.IndexOfAnyExcept(Word) < 0;

    /// <summary>A metric's name for a reader of old: an underscore for every character that is not allowed.</summary>
    public static string Underscored(string name) =>
        string.Concat(
            name.EnumerateRunes()
                .Select((rune, at) => rune.IsAscii && IsAllowed((char)rune.Value, at) ? (char)rune.Value : '_')
        );

    /// <summary>The same of a label's name, which may have no colon.</summary>
    public static string UnderscoredLabel(string name) => Underscored(name).Replace(':', '_');

    static bool HasOther(ReadOnlySpan<char> name, char allowed)
    {
        while (name.IndexOfAnyExcept(Word) is >= 0 and var at)
        {
            if (name[at] != allowed)
                return true;
            name = name[(at + 1)..];
        }
        return false;
    }

    static bool IsAllowed(char c, int at) =>
        c is '_' or ':' || char.IsAsciiLetter(c) || (at > 0 && char.IsAsciiDigit(c));
}
