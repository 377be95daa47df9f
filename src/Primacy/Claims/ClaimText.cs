namespace Primacy.Claims;

/// <summary>Makes words that came over the network fit for a line of text.</summary>
internal static class ClaimText
{
    const int LengthMax = 200;

    /// <summary>One line of bearable length.</summary>
    public static string Clean(string text)
    {
        var line = text.Length <= LengthMax ? text : string.Concat(text.AsSpan(0, LengthMax), "…");
        return string.Create(
            line.Length,
            line,
            static (span, words) =>
            {
                for (var i = 0; i < span.Length; i++)
                    span[i] = char.IsControl(words[i]) ? ' ' : words[i];
            }
        );
    }

    /// <summary>A host, or null when there is none.</summary>
    public static string? CleanHost(string? host) => string.IsNullOrWhiteSpace(host) ? null : Clean(host);
}
