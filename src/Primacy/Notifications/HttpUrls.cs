namespace Primacy.Notifications;

/// <summary>Which texts are URLs that can be posted to.</summary>
internal static class HttpUrls
{
    public static Uri? Parse(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
        && url.Host.Length > 0
            ? url
            : null;
}
