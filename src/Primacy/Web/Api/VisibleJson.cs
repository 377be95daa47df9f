using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace Primacy.Web.Api;

/// <summary>
/// Writes texts of JSON as readable as can be, but for what turns the direction of reading or is not seen: that is
/// escaped, which is the same text to a program, and harmless to who looks at an answer on a terminal.
/// </summary>
internal sealed class VisibleJson : JavaScriptEncoder
{
    const int EscapeLength = 6;

    static readonly JavaScriptEncoder s_relaxed = UnsafeRelaxedJsonEscaping;

    public static VisibleJson Encoder { get; } = new();

    public override int MaxOutputCharactersPerInputCharacter => s_relaxed.MaxOutputCharactersPerInputCharacter;

    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var first = s_relaxed.FindFirstCharacterToEncode(text, textLength);
        var plain = first < 0 ? textLength : first;
        for (var i = 0; i < plain; i++)
        {
            if (IsHidden(text[i]))
                return i;
        }
        return first;
    }

    public override unsafe bool TryEncodeUnicodeScalar(
        int unicodeScalar,
        char* buffer,
        int bufferLength,
        out int numberOfCharactersWritten
    )
    {
        if (!IsHidden(unicodeScalar))
            return s_relaxed.TryEncodeUnicodeScalar(unicodeScalar, buffer, bufferLength, out numberOfCharactersWritten);
        var isThere = bufferLength >= EscapeLength;
        numberOfCharactersWritten = isThere ? EscapeLength : 0;
        return isThere
            && new Span<char>(buffer, bufferLength).TryWrite(
                CultureInfo.InvariantCulture,
                $"\\u{unicodeScalar:x4}",
                out _
            );
    }

    public override bool WillEncode(int unicodeScalar) =>
        IsHidden(unicodeScalar) || s_relaxed.WillEncode(unicodeScalar);

    /// <summary>What lies beyond the first 65,536 is escaped anyway.</summary>
    static bool IsHidden(int scalar) =>
        scalar is > 0x7F and <= char.MaxValue
        && Rune.IsValid(scalar)
        && Rune.GetUnicodeCategory(new Rune(scalar)) is (UnicodeCategory.Format or UnicodeCategory.Control);
}
