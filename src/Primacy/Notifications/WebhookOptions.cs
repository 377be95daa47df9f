namespace Primacy.Notifications;

/// <summary>A receiver of Alertmanager's webhook format, version 4.</summary>
/// <param name="Address">Where to post: a URL, which may hold a secret.</param>
internal sealed record WebhookOptions(Secret Address) : ReceiverOptions
{
    public WebhookOptions(Uri url)
        : this(Secret.Of(url.OriginalString)) { }

    /// <summary>Sent as a bearer token, if there is one.</summary>
    public Secret? BearerToken { get; init; }

    /// <summary>
    /// The name of one that has none, in logs, metrics and the journal: scheme, host and port, without path or secrets.
    /// </summary>
    public string Name =>
        Address.Fixed is { } url
            ? new Uri(url).GetComponents(UriComponents.SchemeAndServer, UriFormat.Unescaped)
            : "webhook";

    public static ReceiverOptions? Read(IReceiverKeys keys)
    {
        var (address, timeout, token) = (keys.NeededUrl("url"), keys.Timeout, keys.Secret("bearerToken"));
        return address is null ? null : new WebhookOptions(address) { Timeout = timeout, BearerToken = token };
    }

    public override INotifier Open(NotifierContext context) => new WebhookNotifier(this, context);

    /// <summary>A record tells its members, and one of these is a secret.</summary>
    public override string ToString() => Name;
}
