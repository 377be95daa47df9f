using Primacy.Notifications;

namespace Primacy.Configuration;

/// <summary>Reads the URLs of receivers. A URL may hold a secret, so messages never show one.</summary>
internal static class Webhooks
{
    public static void Add(List<WebhookOptions> webhooks, Setting url, Problems problems)
    {
        if (
            !Uri.TryCreate(url.Value, UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps)
            || uri.Host.Length == 0
        )
            problems.Add(url.At, "a webhook is a URL that begins with http:// or https://");
        else if (webhooks.Any(webhook => webhook.Url == uri))
            problems.Add(url.At, "this webhook appears twice");
        else
            webhooks.Add(new WebhookOptions(uri));
    }
}
