namespace Primacy.Topology;

/// <summary>How a member stands towards the one primary: following it, or why not.</summary>
/// <param name="IsFollowing">Whether it is known to stream from the primary, or to replay from an archive.</param>
/// <param name="Why">The reason, as the end of a sentence that begins with the member.</param>
/// <param name="IsHidden">Whether it may well follow, and the role is not allowed to see it.</param>
public sealed record Standing(bool IsFollowing, string Why, bool IsHidden = false)
{
    /// <summary>
    /// An archive delivers whole WAL segments, so a standby that lives from one may lag by the segment being filled and
    /// the one on its way. Beyond that it must be seen to advance.
    /// </summary>
    const ulong ArchiveLagBytesMax = 2 * 16 * 1024 * 1024;

    static readonly TimeSpan ArchiveStallMax = TimeSpan.FromMinutes(5);

    /// <summary>How each other member of a view with one primary stands towards it.</summary>
    internal static (Member Member, Standing Standing)[] OfAll(ClusterView view) =>
        view.Once(static view =>
        {
            var primary = view.Primaries[0];
            return view.Members.Where(m => m.Id != primary.Id).Select(m => (m, Of(view, primary, m))).ToArray();
        });

    public static Standing Of(ClusterView view, Member primary, Member member) =>
        member.State switch
        {
            null => Unanswered(view, member),
            { Role: Role.Primary } => new(false, "is a primary"),
            var state when state.System != primary.State!.System => new(
                false,
                $"belongs to another database system ({state.System})"
            ),
            { Upstream.IsStreaming: true } state => Streaming(view, primary, member, state),
            { HasArchive: true } state => Archived(view, primary, member, state),
            { Upstream: { } upstream } => new(false, $"does not stream: its WAL receiver is {upstream.Status}"),
            { IsReplicationHidden: true } => new(
                false,
                "is a standby, and whether it streams is not shown to our role",
                IsHidden: true
            ),
            _ => new(false, "is a standby that receives nothing: no WAL receiver runs and no archive is set"),
        };

    static Standing Unanswered(ClusterView view, Member member) =>
        view.Replication.VoucherFor(member) switch
        {
            { } voucher when !view.IsDown(member) => new(
                true,
                $"{member.WhyNoAnswer}, but {voucher.Id} sees it streaming"
            ),
            _ => new(false, member.WhyNoAnswer),
        };

    static Standing Streaming(ClusterView view, Member primary, Member member, ServerState state)
    {
        if (state.Timeline is { } timeline && primary.State!.Timeline is { } current && timeline != current)
            return new(false, $"streams timeline {timeline}, while {primary.Id} writes timeline {current}");
        return view.Replication.HeadOf(member) switch
        {
            { } head when head.Id == primary.Id => new(true, $"streams from {view.Replication.UpstreamOf(member)!.Id}"),
            { State.Role: Role.Primary } head => new(false, $"streams from {head.Id}"),
            // A chain ends where nobody knows further; one that never ends is a circle of standbys.
            { State: { } } head when view.Replication.UpstreamOf(head) is { } next => new(
                false,
                $"streams in a circle with {next.Id} that no primary feeds"
            ),
            _ => new(true, $"streams from {state.Upstream!.Host ?? "a socket"}"),
        };
    }

    static Standing Archived(ClusterView view, Member primary, Member member, ServerState state)
    {
        var behind = primary.State!.Lsn.BytesSince(state.Lsn);
        var stalled = view.At - (member.Remembered?.LsnAdvancedAt ?? view.At);
        return behind > ArchiveLagBytesMax && stalled > ArchiveStallMax
            ? new(false, $"replays from an archive and has not advanced for {stalled.TotalMinutes:F0} minutes")
            : new(true, "replays from an archive");
    }
}
