namespace Primacy.Web.Pages;

/// <summary>Words of others, as far as a page has room for them.</summary>
internal static class Texts
{
    /// <summary>As much of a name as stands in a table or a title.</summary>
    public const int NameMax = 80;

    /// <summary>As much of a sentence as somebody reads.</summary>
    public const int SentenceMax = 600;

    /// <summary>As much as somebody who cannot see a drawing is told of it.</summary>
    public const int DescriptionMax = 2500;

    public static string Name(string name) => Cut(name, NameMax);

    /// <summary>The beginning of a text of at most so many characters.</summary>
    public static string Cut(string text, int most)
    {
        if (text.Length <= most)
            return text;
        var end = char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1;
        return $"{text[..end]}…";
    }
}
