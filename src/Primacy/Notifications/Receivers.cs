namespace Primacy.Notifications;

/// <summary>
/// Names for receivers that have none. The journal knows a receiver by its name, so that a rotated token in its URL
/// loses nothing; two of one host are told apart by their order.
/// </summary>
internal static class Receivers
{
    public static IReadOnlyList<Receiver> Named(IReadOnlyList<WebhookOptions> webhooks)
    {
        var all = new List<Receiver>();
        var seen = new Dictionary<string, int>();
        foreach (var webhook in webhooks.Distinct())
        {
            var count = seen[webhook.Name] = seen.GetValueOrDefault(webhook.Name) + 1;
            all.Add(new Receiver(count == 1 ? webhook.Name : $"{webhook.Name}#{count}", webhook));
        }
        return all;
    }
}
