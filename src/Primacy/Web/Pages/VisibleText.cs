using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Primacy.Web.Pages;

/// <summary>
/// Encodes for HTML, and makes visible what would otherwise hide, move a cursor or turn the direction of reading:
/// servers choose names, and a name must not change what is read beside it.
/// </summary>
internal sealed class VisibleText : HtmlEncoder
{
    const int Replacement = 0xFFFD;

    static readonly HtmlEncoder s_html = Create(UnicodeRanges.All);

    public static VisibleText Encoder { get; } = new();

    public override int MaxOutputCharactersPerInputCharacter => s_html.MaxOutputCharactersPerInputCharacter;

    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var first = s_html.FindFirstCharacterToEncode(text, textLength);
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
    ) =>
        s_html.TryEncodeUnicodeScalar(
            IsHidden(unicodeScalar) ? Replacement : unicodeScalar,
            buffer,
            bufferLength,
            out numberOfCharactersWritten
        );

    public override bool WillEncode(int unicodeScalar) => IsHidden(unicodeScalar) || s_html.WillEncode(unicodeScalar);

    static bool IsHidden(int scalar) =>
        scalar >= 0x20 && scalar < 0x7F ? false
        : scalar is '\n' or '\r' or '\t' || !Rune.IsValid(scalar) ? false
        : Rune.GetUnicodeCategory(new Rune(scalar))
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;
}
