using Primacy.Analysis;

namespace Primacy.Web.Pages;

/// <summary>How long ago something was, as the page's script goes on counting it.</summary>
internal static class Ages
{
    /// <summary>Empty where the page's script fills it in, so that what has not changed looks the same.</summary>
    public static string Of(DateTimeOffset at, DateTimeOffset? now) =>
        now is { } known ? Wording.Elapsed(known > at ? known - at : TimeSpan.Zero) : "";
}
