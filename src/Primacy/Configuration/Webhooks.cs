using Primacy.Notifications;

namespace Primacy.Configuration;

/// <summary>Reads the URLs of receivers. A URL may hold a secret, so messages never show one.</summary>
internal static class Webhooks
{
    public static void Add(List<WebhookOptions> webhooks, Setting url, Problems problems)
    {
        if (HttpUrls.Parse(url.Value) is not { } uri)
            problems.Add(url.At, "a webhook is a URL that begins with http:// or https://");
        else if (webhooks.Contains(new WebhookOptions(uri)))
            problems.Add(url.At, "this webhook appears twice");
        else
            webhooks.Add(new WebhookOptions(uri));
    }
}
