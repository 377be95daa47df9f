namespace Primacy.Notifications;

/// <summary>What is still to be told to a receiver: how many deliveries, and since when the oldest waits.</summary>
internal readonly record struct Backlog(int Count, DateTimeOffset? Oldest);
