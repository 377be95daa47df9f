using System.Buffers;
using System.Text;

namespace Primacy.Exposition;

/// <summary>
/// Labels as they are written, each with a comma behind it: <c>a="b","c.d"="e",</c>. A name that not every reader takes
/// is in quotes, and is changed where the page is written for one that does not.
/// </summary>
internal static class LabelText
{
    static readonly SearchValues<char> Special = SearchValues.Create("\\\n\"");

    public static void Write(IBufferWriter<byte> output, string name, string? value)
    {
        if (MetricNames.IsPlainLabel(name))
            Raw(output, name);
        else
            Quoted(output, name);
        output.Write("=\""u8);
        Escaped(output, value);
        output.Write("\","u8);
    }

    public static void Quoted(IBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        output.Write("\""u8);
        Escaped(output, text);
        output.Write("\""u8);
    }

    public static void Escaped(IBufferWriter<byte> output, ReadOnlySpan<char> text, bool isQuoteSpecial = true)
    {
        while (text.IndexOfAny(Special) is >= 0 and var at)
        {
            Raw(output, text[..at]);
            output.Write(
                text[at] switch
                {
                    '\\' => "\\\\"u8,
                    '\n' => "\\n"u8,
                    _ => isQuoteSpecial ? "\\\""u8 : "\""u8,
                }
            );
            text = text[(at + 1)..];
        }
        Raw(output, text);
    }

    public static void Raw(IBufferWriter<byte> output, ReadOnlySpan<char> text) => Encoding.UTF8.GetBytes(text, output);

    /// <summary>The same labels for a reader of old: quoted names without quotes, underscored.</summary>
    public static ReadOnlySpan<byte> Underscored(ReadOnlySpan<byte> labels)
    {
        var output = new ArrayBufferWriter<byte>();
        while (!labels.IsEmpty)
        {
            if (labels[0] == (byte)'"')
            {
                var close = ClosingQuote(labels);
                Raw(output, MetricNames.UnderscoredLabel(Unescaped(labels[1..close])));
                labels = labels[(close + 1)..];
            }
            var value = labels.IndexOf((byte)'"');
            var end = value + ClosingQuote(labels[value..]) + 2;
            output.Write(labels[..end]);
            labels = labels[end..];
        }
        return output.WrittenSpan;
    }

    /// <summary>With an underscore for what was escaped, which becomes one anyway.</summary>
    static string Unescaped(ReadOnlySpan<byte> name) =>
        Encoding
            .UTF8.GetString(name)
            .Replace("\\\\", "_", StringComparison.Ordinal)
            .Replace("\\n", "_", StringComparison.Ordinal)
            .Replace("\\\"", "_", StringComparison.Ordinal);

    /// <summary>Where the quote ends that a text begins with.</summary>
    static int ClosingQuote(ReadOnlySpan<byte> text)
    {
        var at = 1;
        while (text[at] != (byte)'"')
            at += text[at] == (byte)'\\' ? 2 : 1;
        return at;
    }
}
