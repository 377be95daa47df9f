namespace Primacy.Notifications;

/// <summary>
/// What is still to be told to a receiver: how many deliveries, and since when the oldest waits. What is muted does not
/// wait for the receiver.
/// </summary>
internal readonly record struct Backlog(int Count, DateTimeOffset? Oldest);
