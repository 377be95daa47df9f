using Primacy.Topology;

namespace Primacy.Analysis.Splits;

/// <summary>
/// Whether a standby still holds the branch that it was on. Reading WAL cannot clear it: a WAL receiver fetches whole
/// segments from their start, so that pg_wal looks right while the rows differ.
/// </summary>
static class StrayStanding
{
    /// <summary>Whether it is proven that what it held is gone.</summary>
    public static bool IsCleared(ClusterView view, Member member, Stray stray) =>
        member.State is { Role: Role.Standby } state
        && (
            IsElsewhere(view, member, stray)
            || (
                state.StartedAt != stray.StartedAt
                && (IsWrittenAnew(view, member, stray) || Copies.IsNew(view, member, stray))
            )
        );

    /// <summary>Why a standby is said to hold rows that its primary lacks; null when that is not said.</summary>
    public static StrayFinding? Of(ClusterView view, Member member, Stray stray)
    {
        if (member.State is not { Role: Role.Standby } state || IsCleared(view, member, stray))
            return null;
        var head = HeadOf(view, member);
        var isWrong = head is null
            ? view.Primaries.Any(primary => IsAgainst(view, primary, stray))
            : !IsWith(view, head, stray);
        if (!isWrong)
            return null;
        if (state.StartedAt == stray.StartedAt)
            return new(member, stray, true, "it has not been started anew since, so it holds that branch still");
        if (stray.HistoryWrittenAt is { } then && HistoryOf(view, member, stray) == then)
            return new(
                member,
                stray,
                true,
                "its pg_wal still holds the history file written then, so it was neither rewound nor copied anew"
            );
        // Without WAL from anybody it may be on its way to be rewound, and is called broken until it streams.
        return state.Upstream is { IsStreaming: true } && head is not null
            ? new(member, stray, false, Missing(view, member, stray))
            : null;
    }

    /// <summary>
    /// Whether a standby that is not cleared has no primary above it and none is seen: what it holds is not gone, and
    /// nothing shows whom it lacks.
    /// </summary>
    public static bool IsOpen(ClusterView view, Member member, Stray stray) =>
        member.State is { Role: Role.Standby }
        && HeadOf(view, member) is null
        && !view.Primaries.Any()
        && !IsCleared(view, member, stray);

    /// <summary>Standbys that stream in a circle have nobody at their head.</summary>
    static Member? HeadOf(ClusterView view, Member member) =>
        view.Replication.HeadOf(member) is { } head && view.Replication.UpstreamOf(head) is null ? head : null;

    /// <summary>
    /// PostgreSQL itself refuses to follow a timeline that forked off before the server's own position. It goes by
    /// numbers, so this protects nobody where both branches carry one number and the followed timeline descends from
    /// it.
    /// </summary>
    static bool IsElsewhere(ClusterView view, Member member, Stray stray)
    {
        if (member.State is not { Upstream.IsStreaming: true, Timeline: { } now } || stray.Timeline is not { } then)
            return false;
        if (now == then)
            return false;
        if (stray.AgainstTimeline != then)
            return true;
        var followed = view.Replication.HeadOf(member) is { } head ? view.LineageOf(head) : null;
        return followed is { Switches: { } }
            && followed.Timeline == now
            && (followed.LeftAt(then) is not { } left || left < stray.Reached);
    }

    /// <summary>A server that was rewound or copied anew has a history file that was written anew.</summary>
    static bool IsWrittenAnew(ClusterView view, Member member, Stray stray) =>
        HistoryOf(view, member, stray) is { } written && stray.HistoryWrittenAt is { } then && written != then;

    /// <summary>Each timeline has a file of its own: only that of one number is held against what it was.</summary>
    static DateTimeOffset? HistoryOf(ClusterView view, Member member, Stray stray) =>
        view.LineageOf(member) is { } lineage && lineage.Timeline == stray.Timeline ? lineage.HistoryWrittenAt : null;

    /// <summary>
    /// Whether a primary is known to be on the branch that the stray was on. One that was started anew since may have
    /// been copied from elsewhere: that it is not cleared is a suspicion, and a suspicion of one clears nobody else.
    /// </summary>
    static bool IsWith(ClusterView view, Member head, Stray stray) =>
        head.Id == stray.Head
        || view.Strays.Any(s =>
            s.Instance == head.Id
            && s.Head == stray.Head
            && s.Against == stray.Against
            && s.StartedAt == head.State?.StartedAt
        );

    static bool IsAgainst(ClusterView view, Member head, Stray stray) =>
        head.Id == stray.Against || view.Strays.Any(s => s.Instance == head.Id && s.Head == stray.Against);

    static string Missing(ClusterView view, Member member, Stray stray) =>
        stray.Timeline is { Value: 1 } ? "nothing shows that it was copied anew: timeline 1 has no history file"
        : view.LineageOf(member) is null ? "whether it was rewound or copied anew since has not been read yet"
        : "whether it was rewound or copied anew since cannot be read";
}
