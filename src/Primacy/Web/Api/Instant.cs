using System.Globalization;

namespace Primacy.Web.Api;

/// <summary>
/// An instant as people write it: ISO 8601, a time of today in UTC, or how long ago. What has no zone is UTC, as
/// everything that Primacy prints.
/// </summary>
internal static class Instant
{
    public const string Forms = "2026-03-01T03:00:00Z, 03:00, 03:00:15 (today, UTC) or -5m (s, m, h or d ago)";

    const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    static readonly string[] Clock = ["HH:mm", "HH:mm:ss", "HH:mm:ss.FFFFFFF"];

    static readonly string[] Dated =
    [
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mmK",
        "yyyy-MM-dd HH:mm:ssK",
        "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>The instant; null when the text is none.</summary>
    public static DateTimeOffset? Parse(string text, DateTimeOffset now)
    {
        if (text.StartsWith('-'))
            return Ago(text[1..]) is { } ago && ago < now - DateTimeOffset.UnixEpoch ? now - ago : null;
        var invariant = CultureInfo.InvariantCulture;
        if (TimeOnly.TryParseExact(text, Clock, invariant, DateTimeStyles.None, out var time))
            return new DateTimeOffset(DateOnly.FromDateTime(now.UtcDateTime), time, TimeSpan.Zero);
        return DateTimeOffset.TryParseExact(text, Dated, invariant, Utc, out var at) ? at : null;
    }

    static TimeSpan? Ago(string text)
    {
        if (
            text.Length < 2
            || !double.TryParse(
                text[..^1],
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var number
            )
        )
            return null;
        double? seconds = text[^1] switch
        {
            's' => number,
            'm' => number * 60,
            'h' => number * 3600,
            'd' => number * 86400,
            _ => null,
        };
        // More than a century would not fit, and nobody means it.
        return seconds is < 3_153_600_000 ? TimeSpan.FromSeconds(seconds.Value) : null;
    }
}
