namespace Primacy.Notifications.Alertmanager;

/// <summary>One Alertmanager, or the peers of a cluster of them, by their API v2.</summary>
internal sealed record AlertmanagerOptions : ReceiverOptions
{
    static readonly TimeSpan ResendLeast = TimeSpan.FromSeconds(1);
    static readonly TimeSpan ResendMost = TimeSpan.FromHours(1);

    public static TimeSpan ResendDefault { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Every peer, as what is told to one is not passed on to the others.</summary>
    public required EquatableArray<Uri> Urls { get; init; }

    /// <summary>
    /// How often a firing alert is sent again. It ends there after four times that without another one.
    /// </summary>
    public TimeSpan Resend { get; init; } = ResendDefault;

    public string? Username { get; init; }

    public Secret? Password { get; init; }

    public Secret? BearerToken { get; init; }

    public static ReceiverOptions? Read(IReceiverKeys keys)
    {
        var urls = keys.Urls("urls");
        if (urls.Count == 0 && !keys.Has("urls"))
            keys.Complain("urls", "this receiver needs 'urls', a list of every peer of the Alertmanager");
        var options = new AlertmanagerOptions
        {
            Urls = [.. urls],
            Resend = keys.Duration("resend", ResendLeast, ResendMost) ?? ResendDefault,
            Username = keys.Text("username"),
            Password = keys.Secret("password"),
            BearerToken = keys.Secret("bearerToken"),
            Timeout = keys.Timeout,
        };
        return urls.Count == 0 ? null : options;
    }

    public override INotifier Open(NotifierContext context) => new AlertmanagerNotifier(this, context);
}
