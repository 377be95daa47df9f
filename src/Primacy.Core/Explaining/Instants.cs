using System.Globalization;
using Primacy.Analysis;

namespace Primacy.Explaining;

/// <summary>Times as an explanation writes them: in UTC, beside the look that is explained.</summary>
static class Instants
{
    /// <summary>"03:00:00.123 UTC" on the look's own day, with the date on others.</summary>
    public static string Of(DateTimeOffset at, DateTimeOffset look) =>
        at.UtcDateTime.Date == look.UtcDateTime.Date
            ? at.UtcDateTime.ToString("HH:mm:ss.fff 'UTC'", CultureInfo.InvariantCulture)
            : at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>"5 ms" under a second, "3.2 s" beyond.</summary>
    public static string Length(TimeSpan time) =>
        time < TimeSpan.FromSeconds(1)
            ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, time.TotalMilliseconds):F0} ms")
            : Wording.Elapsed(time);
}
