using System.Text;
using Primacy.Notifications.Words;

namespace Primacy.Storytelling;

/// <summary>
/// Words as they are, whatever they are made of: a name that a server chose may look like a heading, a link or a cell
/// of a table. See https://spec.commonmark.org/0.31.2/#backslash-escapes.
/// </summary>
internal static class MarkdownText
{
    /// <summary>All that begins something in Markdown or in GitHub's, where it stands within a line.</summary>
    const string Marks = "\\`*_{}[]<>()#|~&!$@^";

    /// <summary>One line that says what the text says.</summary>
    public static string Escaped(string text)
    {
        var line = PlainText.Line(text, SeenMoments.TextMax);
        var escaped = new StringBuilder(line.Length + 16);
        foreach (var (i, c) in line.Index())
        {
            var isLink =
                (c == ':' && i + 1 < line.Length && line[i + 1] == '/')
                || (c == '.' && i >= 3 && line[(i - 3)..i].Equals("www", StringComparison.OrdinalIgnoreCase));
            if (isLink || Marks.Contains(c, StringComparison.Ordinal))
                escaped.Append('\\');
            escaped.Append(c);
        }
        return escaped.ToString();
    }
}
