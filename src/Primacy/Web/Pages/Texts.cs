namespace Primacy.Web.Pages;

/// <summary>Words of others, as far as a page has room for them.</summary>
internal static class Texts
{
    /// <summary>The beginning of a text of at most so many characters.</summary>
    public static string Cut(string text, int most)
    {
        if (text.Length <= most)
            return text;
        var end = char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1;
        return $"{text[..end]}…";
    }
}
