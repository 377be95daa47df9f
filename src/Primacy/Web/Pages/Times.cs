using System.Globalization;

namespace Primacy.Web.Pages;

/// <summary>Times as pages show them: UTC, as in the servers' logs.</summary>
internal static class Times
{
    public static string Second(DateTimeOffset at) => Of(at, "yyyy-MM-dd HH:mm:ss 'UTC'");

    public static string Day(DateTimeOffset at) => Of(at, "yyyy-MM-dd");

    public static string Minute(DateTimeOffset at) => Of(at, "HH:mm");

    public static string Clock(DateTimeOffset at) => Of(at, "HH:mm:ss.fff");

    /// <summary>For machines. See https://html.spec.whatwg.org/#the-time-element.</summary>
    public static string Machine(DateTimeOffset at) => Of(at, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'");

    static string Of(DateTimeOffset at, string form) => at.UtcDateTime.ToString(form, CultureInfo.InvariantCulture);
}
