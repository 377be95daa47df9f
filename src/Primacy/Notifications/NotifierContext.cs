using Primacy.Notifications.Words;

namespace Primacy.Notifications;

/// <summary>What a notifier knows beside its own options.</summary>
/// <param name="Receiver">The name under which it is configured.</param>
/// <param name="Page">Where Primacy's page is, if it is anywhere.</param>
/// <param name="Time">The clock.</param>
internal sealed record NotifierContext(string Receiver, Uri? Page, TimeProvider Time)
{
    /// <summary>The user's own words for those who are told.</summary>
    public OwnWords Words { get; init; } = OwnWords.None;
}
