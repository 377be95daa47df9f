using System.Globalization;
using System.Text;

namespace Primacy.Notifications.Words;

/// <summary>
/// Makes words that may come from a server or a receiver fit to be read by people: nothing that moves a cursor, turns
/// the direction of reading, hides itself or begins a line of its own.
/// </summary>
internal static class PlainText
{
    /// <summary>Characters of a reason that is logged and kept.</summary>
    public const int ReasonMax = 300;

    const char Ellipsis = '…';

    /// <summary>Whether a character moves a cursor, turns the direction of reading, hides, or begins a line.</summary>
    public static bool IsTreacherous(char c) =>
        char.IsControl(c)
        || char.GetUnicodeCategory(c)
            is UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.Surrogate;

    /// <summary>One line of at most <paramref name="most"/> characters.</summary>
    public static string Line(string text, int most)
    {
        var line = new StringBuilder(Math.Min(text.Length, most));
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsShown(rune))
                continue;
            // What begins a line, and a character that is broken, is a space at most.
            var shown = Rune.IsControl(rune) || IsBreak(rune) ? new Rune(' ') : rune;
            if (shown.Value == ' ' && (line.Length == 0 || line[^1] == ' '))
                continue;
            if (line.Length + shown.Utf16SequenceLength > most - 1)
                return line.Append(Ellipsis).ToString();
            line.Append(shown.ToString());
        }
        return line.ToString().TrimEnd();
    }

    /// <summary>Several lines, cut where they are too long together.</summary>
    public static string Cut(string text, int most)
    {
        if (text.Length <= most)
            return text;
        var end = char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1;
        return $"{text[..end]}{Ellipsis}";
    }

    /// <summary>Formatting characters have no look of their own; among them are those that turn lines round.</summary>
    static bool IsShown(Rune rune) => Rune.GetUnicodeCategory(rune) is not UnicodeCategory.Format;

    static bool IsBreak(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
