using Primacy.Topology;

namespace Primacy.Analysis.Splits;

/// <summary>
/// Where two primaries parted, by the best evidence there is. Their WAL proves it. Timeline histories and the position
/// where a promoted server's recovery ended name it too, but after twin promotions two histories carry one number, even
/// byte for byte, so these bound the fork from above unless the promoted server was seen to follow that very primary.
/// </summary>
static class Forks
{
    /// <summary>A probe or two that were lost are no absence.</summary>
    static readonly TimeSpan SightGapMax = TimeSpan.FromSeconds(3);

    public static Fork? Between(ClusterView view, Member older, Member newer)
    {
        Fork?[] known =
        [
            ByWal(view, older, newer),
            ByHistory(view, older, newer),
            ByRecoveryEnd(older, newer),
            ByTwoRecoveries(older, newer),
        ];
        return known.FirstOrDefault(f => f is { IsExact: true })
            ?? (known.OfType<Fork>().MinBy(f => f.At) is { } bound ? ByBothBounds(view, older, newer, bound) : null);
    }

    /// <summary>
    /// What bounds the fork from above is the fork where their WAL was read and is the same up to that very position.
    /// </summary>
    static Fork ByBothBounds(ClusterView view, Member older, Member newer, Fork bound) =>
        view.ComparisonOf(older, newer) is { Kinship: Kinship.Same, To: { } to } wal && to == bound.At
            ? bound with
            {
                IsExact = true,
                Proof = ForkProof.Wal,
                Wal = wal,
            }
            : bound;

    /// <summary>Whether it took its timeline itself, by leaving a recovery as a standby.</summary>
    public static bool WasPromoted(Member member) =>
        member.State is { Role: Role.Primary } state
        && (
            state is { RecoveryEnd: { }, WasStreaming: true }
            || (member.Remembered?.StandbyTimeline is { } followed && state.Timeline > followed)
        );

    static Fork? ByWal(ClusterView view, Member older, Member newer)
    {
        if (view.ComparisonOf(older, newer) is not { } wal)
            return null;
        return wal switch
        {
            { Kinship: Kinship.Forked, Fork: { } at } => new(
                at,
                IsExact: true,
                ForkProof.Wal,
                IsNestedAt(view, at, older, newer),
                wal
            ),
            { Kinship: Kinship.Apart, Fork: { } at } => new(at, IsExact: false, ForkProof.Wal, IsNested: false, wal),
            // All that the older one holds is in the newer one, too.
            { Kinship: Kinship.Same, To: { } to } when to >= older.State!.Lsn => new(
                older.State.Lsn,
                IsExact: true,
                ForkProof.Wal,
                IsOlder(older, newer),
                wal
            ),
            _ => null,
        };
    }

    static Fork? ByHistory(ClusterView view, Member older, Member newer)
    {
        if (view.LineageOf(newer) is not { } young || older.State!.Timeline is not { } timeline)
            return null;
        var common =
            view.LineageOf(older) is { Switches: { } } old ? Lineages.ForkOf(old, young)
            : young.LeftAt(timeline) is { } left ? new CommonPoint(left, IsNested: true)
            : null;
        return common is { } point
            ? new(
                point.At,
                IsExact: point.IsNested && WasPromotedFrom(newer) == older.Id,
                ForkProof.History,
                point.IsNested
            )
            : null;
    }

    static Fork? ByRecoveryEnd(Member older, Member newer)
    {
        if (!IsOlder(older, newer))
            return null;
        var (old, young) = (older.State!, newer.State!);
        var isExact =
            young is { RecoveryEnd: { }, WasStreaming: true }
            && young.Timeline!.Value.Value == old.Timeline!.Value.Value + 1
            && WasPromotedFrom(newer) == older.Id;
        // Without any trace of a recovery the newer primary's own position is all that bounds the fork.
        return new(young.RecoveryEnd ?? young.Lsn, isExact, ForkProof.RecoveryEnd, IsNested: isExact);
    }

    /// <summary>
    /// Two that were promoted to one number have in common at most what the shorter recovery replayed.
    /// </summary>
    static Fork? ByTwoRecoveries(Member one, Member other)
    {
        if (
            one.State is not { RecoveryEnd: { } left, WasStreaming: true }
            || other.State is not { RecoveryEnd: { } right, WasStreaming: true }
            || one.State.Timeline != other.State.Timeline
        )
            return null;
        var isExact =
            WasPromotedFrom(one) is { } followed
            && WasPromotedFrom(other) == followed
            && IsNextAfterStandby(one)
            && IsNextAfterStandby(other);
        return new(left < right ? left : right, isExact, ForkProof.RecoveryEnd, IsNested: false);
    }

    /// <summary>
    /// Whom it followed when it was promoted; null when that was not seen to be so until shortly before. One that was
    /// out of sight may have followed another one meanwhile, or have been promoted twice.
    /// </summary>
    static InstanceId? WasPromotedFrom(Member member) =>
        member.Remembered is { Followed: { } followed } seen && IsChangeSeen(seen) ? followed : null;

    /// <summary>
    /// Whether it was hardly out of sight when its role changed. Where our clock was set back meanwhile the two times
    /// have become one, and how long it was out of sight is not known.
    /// </summary>
    public static bool IsChangeSeen(Remembered seen) =>
        seen is { OtherRoleSeenAt: { } other } && other < seen.RoleSince && seen.RoleSince - other <= SightGapMax;

    /// <summary>Further up, it had another timeline between the one that it followed and its own.</summary>
    static bool IsNextAfterStandby(Member member) =>
        member.State!.Timeline?.Value == member.Remembered?.StandbyTimeline?.Value + 1;

    /// <summary>Whether the fork that WAL shows is the one where the newer history left the older timeline.</summary>
    static bool IsNestedAt(ClusterView view, Lsn fork, Member older, Member newer) =>
        IsOlder(older, newer)
        && (
            (ByHistory(view, older, newer) is { IsNested: true } history && history.At == fork)
            || newer.State is { RecoveryEnd: { } end, WasStreaming: true } && end == fork
        );

    static bool IsOlder(Member older, Member newer) => older.State!.Timeline < newer.State!.Timeline;
}
