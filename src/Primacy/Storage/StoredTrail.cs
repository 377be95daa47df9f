using Primacy.Topology;

namespace Primacy.Storage;

/// <summary>When the postmasters of a server were last seen.</summary>
internal sealed record StoredTrail(
    DateTimeOffset StartedAt,
    DateTimeOffset? SeenAt = null,
    DateTimeOffset? FormerSeenAt = null
)
{
    public static StoredTrail? Of(PostmasterTrail? trail) =>
        trail is null ? null : new(trail.StartedAt, trail.SeenAt, trail.FormerSeenAt);

    public PostmasterTrail ToTrail() => new(StartedAt, SeenAt, FormerSeenAt);
}
