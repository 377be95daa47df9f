using Primacy.Topology;

namespace Primacy.Analysis.Splits;

/// <summary>Two primaries on one timeline number: twin promotion or same-timeline fork.</summary>
static class OneTimeline
{
    public static KindOfSplit Of(ClusterView view, Member one, Member other, Divergence pair)
    {
        if (one.State!.Timeline is not { } timeline)
            return new(SubKind.TwinPromotion, false, $"Neither {one.Id} nor {other.Id} shows its timeline.");
        if (timeline.Value == 1)
            return Fork(
                $"{one.Id} and {other.Id} are both on timeline 1, which no promotion ever takes: one of them is a copy that "
                    + "was started without standby.signal."
            );
        if ((Copy(one, other, timeline) ?? Copy(other, one, timeline)) is { } copy)
            return Fork(
                $"{copy.Id} followed timeline {timeline} as a standby and is a primary on it now: it was never promoted, "
                    + "but started without standby.signal."
            );
        if (pair is { Proof: ForkProof.Wal, IsExact: true, Fork: { } at } && TakenAt(view, one, other) is { } taken)
            return at > taken
                ? Fork(
                    $"By their WAL {one.Id} and {other.Id} part at {at}, on timeline {timeline} itself, which began at "
                        + $"{taken}: one of them is a copy that was started without standby.signal."
                )
                : Twins(
                    $"By their WAL {one.Id} and {other.Id} part at {at}, where timeline {timeline} began: each was "
                        + "promoted to a timeline of that number."
                );
        if (EndedRecovery(one) && EndedRecovery(other))
            return Twins($"{one.Id} and {other.Id} were each promoted, and each took the number {timeline}.");
        return Unproven(view, one, other, timeline);
    }

    /// <summary>
    /// What it looks like. A primary that was promoted ended a recovery, one that was just started did not.
    /// </summary>
    static KindOfSplit Unproven(ClusterView view, Member one, Member other, Timeline timeline)
    {
        var looks =
            (one.State!.RecoveryEnd is { } && other.State!.RecoveryEnd is { })
            || (Forks.WasPromoted(one) && Forks.WasPromoted(other));
        var missing = NeedsReplication(view, one, other)
            ? "their histories and their WAL would tell, and these need a role with REPLICATION"
            : "their WAL would tell, and it has not been read";
        return new(
            looks ? SubKind.TwinPromotion : SubKind.SameTimelineFork,
            false,
            $"{one.Id} and {other.Id} are both on timeline {timeline}. It looks as if "
                + (looks ? "both had been promoted to it" : "one of them had been started without standby.signal")
                + $", but {missing}."
        );
    }

    static bool EndedRecovery(Member member) => member.State is { RecoveryEnd: { }, WasStreaming: true };

    static bool NeedsReplication(ClusterView view, Member one, Member other) =>
        view.ComparisonOf(one, other) is { Missing.Count: > 0 }
        || view.LineageOf(one) is { Missing.Count: > 0 }
        || view.LineageOf(other) is { Missing.Count: > 0 };

    static Member? Copy(Member member, Member other, Timeline timeline) =>
        // Whoever ended a standby's recovery was promoted, from wherever it had been moved since we saw it follow.
        !EndedRecovery(member)
        && member.Remembered is { Role: Role.Primary, StandbyTimeline: { } followed }
        && followed == timeline
        && member.Remembered.Followed == other.Id
        // Out of sight it may have been copied from elsewhere and promoted to this number.
        && Forks.IsChangeSeen(member.Remembered)
            ? member
            : null;

    /// <summary>Where their timeline left its parent, by the history of either: both are the same here.</summary>
    static Lsn? TakenAt(ClusterView view, Member one, Member other) =>
        (view.LineageOf(one)?.Switches ?? view.LineageOf(other)?.Switches) is { Count: > 0 } switches
            ? switches[^1].At
            : null;

    static KindOfSplit Fork(string why) => new(SubKind.SameTimelineFork, true, why);

    static KindOfSplit Twins(string why) => new(SubKind.TwinPromotion, true, why);
}
