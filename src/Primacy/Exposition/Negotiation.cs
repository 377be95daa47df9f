using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Primacy.Exposition;

/// <summary>
/// Chooses the format by the Accept header. See https://prometheus.io/docs/instrumenting/content_negotiation/.
/// </summary>
internal static class Negotiation
{
    /// <summary>
    /// The format that the reader likes best of those we write, and the text format for who likes none of them: an
    /// answer that is not asked for is worth more to people than none.
    /// </summary>
    public static ExpositionFormat Choose(StringValues accept)
    {
        var best = ExpositionFormat.Text;
        var liking = 0.0;
        if (!MediaTypeHeaderValue.TryParseList(accept, out var wishes))
            return best;
        foreach (var wish in wishes)
        {
            // The first of equals wins, as the reader wrote it first.
            if ((wish.Quality ?? 1) is var quality && quality > liking && Offer(wish) is { } offer)
                (best, liking) = (offer, quality);
        }
        return best;
    }

    static ExpositionFormat? Offer(MediaTypeHeaderValue wish)
    {
        var allowsUtf8 = Parameter(wish, "escaping") is "allow-utf-8";
        return (wish.MediaType.Value, Parameter(wish, "version")) switch
        {
            ("application/openmetrics-text", null or "1.0.0" or "0.0.1") => new(IsOpenMetrics: true, allowsUtf8),
            ("text/plain", null or "0.0.4" or "1.0.0") => new(IsOpenMetrics: false, allowsUtf8),
            ("*/*" or "text/*", _) => ExpositionFormat.Text,
            _ => null,
        };
    }

    static string? Parameter(MediaTypeHeaderValue wish, string name) =>
        wish
            .Parameters.FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?.GetUnescapedValue()
            .Value;
}
