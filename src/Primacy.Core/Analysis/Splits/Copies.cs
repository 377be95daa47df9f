using Primacy.Topology;

namespace Primacy.Analysis.Splits;

/// <summary>
/// Whether a server's directory was copied anew, by the files of its pg_wal: what proves it where no history file does,
/// as on timeline 1. A copy by pg_basebackup has files that are all younger than the last sight of the server before
/// it, and begins behind all that the server had held. A directory that is merely attached keeps segments from before,
/// and recycles old ones under new names with their old times. A copy that keeps the source's times stays suspected,
/// and so does one that begins before what the server had held.
/// </summary>
static class Copies
{
    /// <summary>
    /// For how long after a start pg_wal still shows what the server was started with: the first restartpoint, which
    /// removes segments, comes later by default. See
    /// https://www.postgresql.org/docs/current/runtime-config-wal.html#GUC-CHECKPOINT-TIMEOUT.
    /// </summary>
    static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(5);

    /// <summary>Times of files are shown in whole seconds.</summary>
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>The stray with when its server was last seen: now, or for one that is not seen, before.</summary>
    public static Stray Trace(ClusterView view, Stray stray)
    {
        if (view[stray.Instance] is not { } member)
            return stray;
        return member switch
        {
            { State: { } state, Newest: { } newest } => stray with
            {
                Trail = Extend(stray.Trail, state.StartedAt, ClockAt(view, member, newest.At)),
            },
            { Remembered: { StartedAt: { } started } seen } when stray.Trail is null => stray with
            {
                Trail = new(started, ClockAt(view, member, seen.SeenAt), null),
            },
            _ => stray,
        };
    }

    static PostmasterTrail Extend(PostmasterTrail? trail, DateTimeOffset started, DateTimeOffset? seenAt) =>
        trail is { } && trail.StartedAt == started
            ? trail with
            {
                SeenAt = seenAt ?? trail.SeenAt,
            }
            : new(started, seenAt, trail?.SeenAt);

    /// <summary>What the server's clock showed when ours showed this.</summary>
    static DateTimeOffset? ClockAt(ClusterView view, Member member, DateTimeOffset at) =>
        view.LineageOf(member) is { WalFiles: { } files } lineage ? at + (files.ReadAt - lineage.At) : null;

    /// <summary>Whether its directory is proven to be another than the one that the stray had.</summary>
    public static bool IsNew(ClusterView view, Member member, Stray stray) =>
        view.LineageOf(member) is { WalFiles: { } files } lineage
        && stray.Trail is { FormerSeenAt: { } seen } trail
        && trail.StartedAt == lineage.StartedAt
        && files.ReadAt - lineage.StartedAt < FreshFor
        && files.OldestAt + Second > seen
        && files.Begin > stray.Reached;
}
