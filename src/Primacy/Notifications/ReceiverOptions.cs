namespace Primacy.Notifications;

/// <summary>How a receiver is reached. Every kind of receiver has a record of its own.</summary>
internal abstract record ReceiverOptions
{
    public static TimeSpan TimeoutDefault { get; } = TimeSpan.FromSeconds(5);

    /// <summary>How long one attempt may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeoutDefault;

    public abstract INotifier Open(NotifierContext context);
}
