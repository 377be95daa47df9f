using Primacy.Topology;

namespace Primacy.Analysis.Splits;

/// <summary>
/// An older and a newer timeline: the older primary came back, or it never went. A promotion by hand beside a running
/// primary looks from outside like one behind a cut in the network, and is counted with the partitions.
/// </summary>
static class TwoTimelines
{
    public static KindOfSplit Of(ClusterView view, Member older, Member newer)
    {
        if (PromotedAt(view, newer) is { } promoted)
        {
            var started = older.State!.StartedAt;
            if (started > promoted)
                return Returned(
                    $"{older.Id} was started at {started:HH:mm:ss} UTC, after {newer.Id} had been promoted."
                );
            if (WasUnseenAt(older, promoted) && IsAlone(view, older))
                return Returned(
                    $"{older.Id} could not be seen when {newer.Id} was promoted, and came back with nobody behind it."
                );
            return RanOn(older, newer);
        }
        // It was a primary already when we first saw it.
        if (newer.Remembered?.RoleSince is { } known && older.State!.StartedAt > known)
            return Returned(
                $"{older.Id} was started at {older.State.StartedAt:HH:mm:ss} UTC, when {newer.Id} was the primary."
            );
        var isSince = older.State!.StartedAt < newer.State!.StartedAt;
        if (isSince && Forks.WasPromoted(newer) && newer.State.WasStreaming)
            return RanOn(older, newer);
        return new(
            IsAlone(view, older) && !isSince ? SubKind.Returned : SubKind.Partition,
            false,
            $"When {newer.Id} was promoted is not known, so it cannot be told whether {older.Id} came back after that or "
                + $"never went; {(IsAlone(view, older) ? "nobody is behind it" : "it has standbys or clients")}."
        );
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

    static bool WasUnseenAt(Member older, DateTimeOffset promoted) =>
        older.Remembered is { AnsweredUntil: { } until, AnswersSince: { } since }
        && until < promoted
        && promoted <= since;

    static bool IsAlone(ClusterView view, Member older) =>
        older.State!.Clients is null or 0 && !view.FollowersOf(older).Any();
}
