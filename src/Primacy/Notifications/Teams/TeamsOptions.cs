namespace Primacy.Notifications.Teams;

/// <summary>A channel or chat of Microsoft Teams, by a workflow that posts what its webhook receives.</summary>
/// <param name="Url">The workflow's address, which holds its secret.</param>
internal sealed record TeamsOptions(Secret Url) : ReceiverOptions
{
    public static ReceiverOptions? Read(IReceiverKeys keys)
    {
        var (url, timeout) = (keys.NeededUrl("url"), keys.Timeout);
        return url is null ? null : new TeamsOptions(url) { Timeout = timeout };
    }

    public override INotifier Open(NotifierContext context) => new TeamsNotifier(this, context);
}
