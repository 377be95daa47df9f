namespace Primacy.Notifications.Slack;

/// <summary>A channel of Slack, or of what takes Slack's messages, by its incoming webhook.</summary>
/// <param name="Url">The webhook's address, which is its secret.</param>
internal sealed record SlackOptions(Secret Url) : ReceiverOptions
{
    public static ReceiverOptions? Read(IReceiverKeys keys)
    {
        var (url, timeout) = (keys.NeededUrl("url"), keys.Timeout);
        return url is null ? null : new SlackOptions(url) { Timeout = timeout };
    }

    public override INotifier Open(NotifierContext context) => new SlackNotifier(this, context);
}
