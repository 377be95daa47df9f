namespace Primacy.Notifications.PagerDuty;

/// <summary>A service of PagerDuty, by its Events API v2.</summary>
/// <param name="RoutingKey">The integration's key.</param>
/// <param name="Url">Where events are taken; another one than PagerDuty's own behind a relay.</param>
internal sealed record PagerDutyOptions(Secret RoutingKey, Uri Url) : ReceiverOptions
{
    static readonly Uri UrlDefault = new("https://events.pagerduty.com/v2/enqueue");

    public static ReceiverOptions? Read(IReceiverKeys keys)
    {
        var (key, url, timeout) = (keys.NeededSecret("routingKey"), keys.Url("url") ?? UrlDefault, keys.Timeout);
        return key is null ? null : new PagerDutyOptions(key, url) { Timeout = timeout };
    }

    public override INotifier Open(NotifierContext context) => new PagerDutyNotifier(this, context);
}
