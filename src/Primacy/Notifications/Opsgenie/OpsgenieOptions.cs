namespace Primacy.Notifications.Opsgenie;

/// <summary>A team of Opsgenie, by its alert API.</summary>
/// <param name="ApiKey">The integration's key.</param>
/// <param name="Url">The API: https://api.eu.opsgenie.com for accounts in Europe.</param>
internal sealed record OpsgenieOptions(Secret ApiKey, Uri Url) : ReceiverOptions
{
    static readonly Uri UrlDefault = new("https://api.opsgenie.com");

    public static ReceiverOptions? Read(IReceiverKeys keys)
    {
        var (key, url, timeout) = (keys.NeededSecret("apiKey"), keys.Url("url") ?? UrlDefault, keys.Timeout);
        return key is null ? null : new OpsgenieOptions(key, url) { Timeout = timeout };
    }

    public override INotifier Open(NotifierContext context) => new OpsgenieNotifier(this, context);
}
