using System.Globalization;

namespace Primacy.Web.Pages;

/// <summary>An instant as a page shows it: how long ago, and when.</summary>
/// <param name="AtMilliseconds">Since 1970.</param>
/// <param name="Age">How long ago, "3 min"; empty where the script counts it.</param>
/// <param name="Utc">When, "03:00:12 UTC".</param>
internal sealed record ShownInstant(long AtMilliseconds, string Age, string Utc)
{
    public static ShownInstant Of(DateTimeOffset at, DateTimeOffset? now) =>
        new(
            at.ToUnixTimeMilliseconds(),
            Ages.Of(at, now),
            at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)
        );
}
