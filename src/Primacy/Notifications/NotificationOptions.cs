namespace Primacy.Notifications;

/// <summary>Who is told of what, and where those who are told shall look.</summary>
internal sealed record NotificationOptions
{
    public static NotificationOptions None { get; } = new();

    /// <summary>The receivers that have a name; what a route may lead to.</summary>
    public IReadOnlyList<Receiver> Receivers { get; init; } = [];

    /// <summary>Those that no configuration names, who are told of all that they are made for.</summary>
    public IReadOnlyList<Receiver> Own { get; init; } = [];

    /// <summary>Who is told of what. Where there is none, everybody is told of everything.</summary>
    public IReadOnlyList<AlertRoute> Routes { get; init; } = [];

    /// <summary>The page's address for those who are told; null for the one that is listened on.</summary>
    public Uri? ExternalUrl { get; init; }

    /// <summary>Whether a receiver's secret stands in the configuration file itself.</summary>
    public bool HasSecretInPlace { get; init; }
}
