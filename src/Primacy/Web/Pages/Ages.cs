using Primacy.Analysis;

namespace Primacy.Web.Pages;

/// <summary>How long ago something was, as the page's script goes on counting it.</summary>
internal static class Ages
{
    public static string Of(DateTimeOffset at, DateTimeOffset now) =>
        Wording.Elapsed(now > at ? now - at : TimeSpan.Zero);
}
