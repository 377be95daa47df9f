namespace Primacy.Topology;

/// <summary>
/// When the postmasters of a server were last seen, by the server's own clock: files that are all younger than the
/// former one are not those that it had.
/// </summary>
/// <param name="StartedAt">When the newest one was started.</param>
/// <param name="SeenAt">When the newest one was last seen; null when the server's clock is not known.</param>
/// <param name="FormerSeenAt">When the one before it was last seen; null when that is not known.</param>
public sealed record PostmasterTrail(DateTimeOffset StartedAt, DateTimeOffset? SeenAt, DateTimeOffset? FormerSeenAt);
