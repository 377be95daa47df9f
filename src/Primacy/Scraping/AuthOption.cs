namespace Primacy.Scraping;

/// <summary>A keyword of libpq and its value.</summary>
internal sealed record AuthOption(string Keyword, string Value)
{
    /// <summary>Never prints the value, which may be the password of a key.</summary>
    public override string ToString() => Keyword;
}
