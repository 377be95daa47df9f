using Primacy.Topology;

namespace Primacy.Analysis.Splits;

/// <summary>
/// An older and a newer timeline: the older primary came back, or it never went. A promotion by hand beside a running
/// primary looks from outside like one behind a cut in the network, and is counted with the partitions.
/// </summary>
static class TwoTimelines
{
    /// <summary>By how much the clocks of a cluster's servers and ours may differ.</summary>
    static readonly TimeSpan ClockSkewMax = TimeSpan.FromMinutes(2);

    /// <summary>A probe or two that were lost are no absence.</summary>
    static readonly TimeSpan LostProbesMax = TimeSpan.FromSeconds(3);

    /// <summary>What happens within two looks happens at once to whoever looks.</summary>
    static readonly TimeSpan MeanwhileMax = TimeSpan.FromSeconds(1);

    /// <summary>Probes of one look are sent at once, and the next look comes later than this.</summary>
    static readonly TimeSpan OneLook = TimeSpan.FromMilliseconds(90);

    /// <summary>
    /// Numbers alone do not tell that the newer history descends from the older one: after twin promotions another one
    /// carries the same number. So nothing is proven until the fork is.
    /// </summary>
    public static KindOfSplit Of(ClusterView view, Member older, Member newer, Divergence pair)
    {
        var kind = Of(view, older, newer);
        return kind with { IsProven = kind.IsProven && pair is { IsNested: true, IsExact: true } };
    }

    static KindOfSplit Of(ClusterView view, Member older, Member newer)
    {
        var promotion = PromotedAt(view, newer);
        if (promotion is { } moment && WasUnseenAt(older, moment) && IsAlone(view, older))
            return Returned(
                $"{older.Id} could not be seen when {newer.Id} was promoted, and came back with nobody behind it."
            ) with
            {
                IsProven = IsPromotionSeen(newer),
            };
        if (WasRestartedMeanwhile(older, newer))
            return Returned(
                $"{older.Id} was restarted while {newer.Id} was promoted: its former postmaster answered until "
                    + $"{older.Remembered!.FormerSeenAt:HH:mm:ss} UTC, before {newer.Id} was seen as a primary, and "
                    + "the one that runs now was not seen before that."
            );
        if (WasFollowed(older, newer) || RanThroughout(older, newer))
            return RanOn(older, newer);
        if (promotion is { } promoted)
            return ByClocks(older, newer, promoted);
        // It was a primary already when we first saw it.
        if (newer.Remembered?.RoleSince is { } known && older.State!.StartedAt > known)
            return ByClocks(older, newer, known);
        var isSince = older.State!.StartedAt < newer.State!.StartedAt;
        return new(
            IsAlone(view, older) && !isSince ? SubKind.Returned : SubKind.Partition,
            false,
            $"When {newer.Id} was promoted is not known, so it cannot be told whether {older.Id} came back after that or "
                + $"never went; {(IsAlone(view, older) ? "nobody is behind it" : "it has standbys or clients")}."
        );
    }

    /// <summary>
    /// Each server has a clock of its own, so that only what lies far apart proves an order, or what we saw as well.
    /// </summary>
    static KindOfSplit ByClocks(Member older, Member newer, DateTimeOffset promoted)
    {
        var started = older.State!.StartedAt;
        var isFarApart = (started - promoted).Duration() > ClockSkewMax;
        return started > promoted
            ? Returned($"{older.Id} was started at {started:HH:mm:ss} UTC, after {newer.Id} had been promoted.") with
            {
                IsProven = IsPromotionSeen(newer) && (isFarApart || WasUnseenAt(older, promoted)),
            }
            : RanOn(older, newer) with
            {
                IsProven = IsPromotionSeen(newer) && isFarApart,
            };
    }

    static KindOfSplit Returned(string why) => new(SubKind.Returned, true, why);

    static KindOfSplit RanOn(Member older, Member newer) =>
        new(
            SubKind.Partition,
            true,
            $"{older.Id} has run since before {newer.Id} was promoted and never stopped: {newer.Id} was promoted behind a "
                + "cut in the network, or by hand."
        );

    /// <summary>When it was promoted: seen by us, or by when its history file was written.</summary>
    static DateTimeOffset? PromotedAt(ClusterView view, Member newer) =>
        newer.Remembered is { RoleChanged: true } seen ? seen.RoleSince : view.LineageOf(newer)?.HistoryWrittenAt;

    /// <summary>
    /// Whether it was promoted itself when we saw it become a primary: the postmaster that runs was seen as a standby,
    /// or has streamed and ended recovery. A copy of a promoted server that is started without standby.signal becomes
    /// one much later than its timeline began, and a server that was copied and promoted again between two looks
    /// earlier than that.
    /// </summary>
    static bool IsPromotionSeen(Member newer) =>
        newer is { State: { } state, Remembered: { RoleChanged: true } seen }
        && (
            (seen.StartSeenAt <= seen.OtherRoleSeenAt && seen.OtherRoleSeenAt < seen.RoleSince)
            || (state is { RecoveryEnd: { }, WasStreaming: true } && seen.StartSeenAt <= seen.RoleSince)
        );

    static bool WasUnseenAt(Member older, DateTimeOffset promoted) =>
        older.Remembered is { AnsweredUntil: { } until, AnswersSince: { } since }
        && since - until > LostProbesMax
        && until < promoted
        && promoted <= since;

    /// <summary>
    /// By our own clock, which nobody else's bends: its former postmaster was last seen just before the other one was
    /// seen as a primary, and this one first when or after that was. Of one that had been out of sight for longer, this
    /// postmaster may have run for long, too.
    /// </summary>
    static bool WasRestartedMeanwhile(Member older, Member newer) =>
        IsNext(older, newer)
        && IsPromotionSeen(newer)
        && older.Remembered is { FormerSeenAt: { } until, StartSeenAt: { } since }
        && newer.Remembered is { RoleChanged: true, RoleSince: var promoted }
        && until < promoted
        && promoted - until <= MeanwhileMax
        && promoted < since + OneLook;

    /// <summary>
    /// It is remembered only as long as the very postmaster that was followed runs, and forgotten after the look that
    /// shows another one.
    /// </summary>
    static bool WasFollowed(Member older, Member newer) =>
        newer.Remembered?.Followed == older.Id && !(older.Remembered?.StartSeenAt > newer.Remembered.RoleSince);

    /// <summary>By our own clock: its postmaster was seen before the promotion, and runs yet.</summary>
    static bool RanThroughout(Member older, Member newer) =>
        IsNext(older, newer)
        && IsPromotionSeen(newer)
        && older.Remembered is { StartSeenAt: { } since } running
        && newer.Remembered is { RoleChanged: true, OtherRoleSeenAt: { } standby, RoleSince: var promoted }
        && since < standby
        && standby < promoted
        && !(running.FormerSeenAt > since);

    /// <summary>Further up, it was not this promotion that left the older timeline.</summary>
    static bool IsNext(Member older, Member newer) => newer.State!.Timeline?.Value == older.State!.Timeline?.Value + 1;

    static bool IsAlone(ClusterView view, Member older) =>
        older.State!.Clients is null or 0 && !view.FollowersOf(older).Any();
}
