namespace Primacy.Notifications;

/// <summary>
/// Names for receivers. The journal knows a receiver by its name, so that a rotated token in its URL loses nothing; two
/// of one host are told apart by their order.
/// </summary>
internal static class Receivers
{
    public static IReadOnlyList<(string Name, Uri Url)> Named(IReadOnlyList<WebhookOptions> webhooks)
    {
        var all = new List<(string, Uri)>();
        var seen = new Dictionary<string, int>();
        foreach (var url in webhooks.Select(webhook => webhook).DistinctBy(webhook => webhook.Url))
        {
            var count = seen[url.Name] = seen.GetValueOrDefault(url.Name) + 1;
            all.Add((count == 1 ? url.Name : $"{url.Name}#{count}", url.Url));
        }
        return all;
    }
}
