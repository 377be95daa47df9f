using System.Globalization;
using System.Text;

namespace Primacy.Configuration.Libpq;

/// <summary>
/// Percent-decoding as libpq does it: strict, where Uri.UnescapeDataString lets wrong escapes pass, and "+" stays "+".
/// </summary>
internal static class PercentEncoding
{
    /// <summary>The decoded text; null when an escape at <paramref name="wrongAt"/> is no byte, or byte 0.</summary>
    public static string? Decode(string text, out int wrongAt)
    {
        var bytes = new List<byte>(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            wrongAt = at;
            if (text[at] != '%')
            {
                var length = char.IsSurrogatePair(text, at) ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(text.Substring(at, length)));
                at += length - 1;
            }
            else if (Byte(text.AsSpan(at + 1)) is { } value and not 0)
            {
                bytes.Add(value);
                at += 2;
            }
            else
            {
                return null;
            }
        }
        wrongAt = -1;
        return Encoding.UTF8.GetString([.. bytes]);
    }

    static byte? Byte(ReadOnlySpan<char> rest) =>
        rest.Length >= 2
        && byte.TryParse(rest[..2], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;
}
