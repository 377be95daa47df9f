using Primacy.Topology;

namespace Primacy.Analysis.Splits;

/// <summary>
/// Keeps in memory who is, or was, on a branch that another primary lacks. Cheap as long as there is one primary on the
/// newest timeline and nobody is past its fork.
/// </summary>
static class Strays
{
    /// <summary>Who is astray after a view.</summary>
    /// <param name="view">The view, with those that were astray before it.</param>
    /// <param name="found">Who was found to be besides; what is known better of them stands.</param>
    public static EquatableArray<Stray> Next(ClusterView view, List<Stray>? found)
    {
        List<Stray>? seen = null;
        foreach (var primary in view.Primaries)
            Astray(view, primary, ref seen);
        foreach (var stray in found ?? [])
        {
            if (!Knows(view, stray) && seen?.Exists(s => IsSame(s, stray)) is not true)
                (seen ??= []).Add(stray);
        }
        if (seen is null && view.Strays.Count == 0)
            return view.Strays;
        List<Stray> all = [];
        foreach (var stray in view.Strays)
        {
            if (seen is not null && seen.Exists(s => IsSame(s, stray)))
                continue;
            var traced = Copies.Trace(view, stray);
            if (!IsOver(view, traced))
                all.Add(traced);
        }
        foreach (var stray in seen ?? [])
            all.Add(Renew(view, stray));
        return [.. all.FindAll(stray => !IsMoot(view, stray, all))];
    }

    /// <summary>Everybody who is on another branch than this primary's, with WAL past the fork.</summary>
    static void Astray(ClusterView view, Member primary, ref List<Stray>? seen)
    {
        foreach (var member in view.Members)
        {
            if (member.Id == primary.Id || !IsOfSystem(member, primary))
                continue;
            if (Astray(view, primary, member) is not { } stray)
                continue;
            (seen ??= []).Add(stray);
            if (IsRival(primary, member))
                seen.Add(Against(view, primary, member));
        }
    }

    static Stray? Astray(ClusterView view, Member primary, Member member) =>
        member switch
        {
            { State: { Role: Role.Primary } state } => Claiming(view, primary, member, member, state.Lsn),
            { State: { } state } when view.Replication.HeadOf(member) is { State.Role: Role.Primary } head => head.Id
            == primary.Id
                ? null
                : Claiming(view, primary, member, head, state.Lsn),
            { State: { } state } => Left(view, primary, member, member.Remembered?.Followed, state.Lsn),
            { Remembered: { Role: Role.Primary } seen } => Left(view, primary, member, member.Id, seen.Lsn),
            _ => null,
        };

    /// <summary>On the branch of another primary that is seen, be it itself.</summary>
    static Stray? Claiming(ClusterView view, Member primary, Member member, Member head, Lsn reached)
    {
        if (head.State!.Timeline is null || primary.State!.Timeline is null)
            return null;
        var pair = Divergences.Of(view, primary, head);
        return pair.Fork is null || reached > pair.Fork ? Of(view, primary, member, head.Id, reached, pair.Fork) : null;
    }

    /// <summary>On a timeline that the primary left before the member's position.</summary>
    static Stray? Left(ClusterView view, Member primary, Member member, InstanceId? head, Lsn reached)
    {
        var timeline = member.State?.Timeline ?? member.Remembered?.Timeline;
        if (timeline is not { } old || primary.State!.Timeline is not { } current || old > current)
            return null;
        if (old == current)
            return IsRival(primary, member) ? Rival(view, primary, member, reached) : null;
        var fork = view.LineageOf(primary)?.LeftAt(old) ?? primary.State.RecoveryEnd;
        return fork is { } at && reached > at && head != primary.Id
            ? Of(view, primary, member, head ?? KnownHead(view, primary, member) ?? member.Id, reached, at)
            : null;
    }

    /// <summary>Whom it was seen to follow when it was found to be astray.</summary>
    static InstanceId? KnownHead(ClusterView view, Member primary, Member member) =>
        view.Strays.LastOrDefault(s => (s.Instance, s.Against) == (member.Id, primary.Id))?.Head;

    /// <summary>
    /// A former primary of the very number that another one carries now. A promotion takes a number that none of its
    /// ancestors has, so one of the two is a copy that never took any, or each took it for itself: should the former
    /// one follow on that number, PostgreSQL would let it.
    /// </summary>
    static Stray Rival(ClusterView view, Member primary, Member member, Lsn reached) =>
        Of(
            view,
            primary,
            member,
            member.Id,
            reached,
            Forks.WasPromoted(primary) && primary.State!.RecoveryEnd is { } at && reached > at ? at : null
        );

    static bool IsRival(Member primary, Member member) =>
        member is { State: null, Remembered: { Role: Role.Primary, Timeline: { } old } }
        && old == primary.State!.Timeline;

    /// <summary>
    /// The primary is as astray to a rival that is out of sight: it may be attached to that one before both are seen.
    /// </summary>
    static Stray Against(ClusterView view, Member primary, Member rival) =>
        Of(view, rival, primary, primary.Id, primary.State!.Lsn, null) with
        {
            AgainstTimeline = rival.Remembered!.Timeline,
        };

    static Stray Of(ClusterView view, Member primary, Member member, InstanceId head, Lsn reached, Lsn? fork) =>
        new()
        {
            Instance = member.Id,
            Head = head,
            Against = primary.Id,
            Timeline = member.State?.Timeline ?? member.Remembered?.Timeline,
            AgainstTimeline = primary.State?.Timeline,
            Fork = fork,
            Reached = reached,
            At = member.Newest is { State: { } } ? member.Newest.At : member.Remembered?.SeenAt ?? view.At,
            StartedAt = member.State?.StartedAt ?? member.Remembered?.StartedAt,
            HistoryWrittenAt = view.LineageOf(member)?.HistoryWrittenAt,
        };

    static bool IsOfSystem(Member member, Member primary) =>
        (member.State?.System ?? member.Remembered?.System) == primary.State!.System;

    /// <summary>
    /// What a server wrote itself, and what it follows another primary with, are two branches: it may hold both.
    /// </summary>
    static bool IsSame(Stray one, Stray other) =>
        (one.Instance, one.Against, IsOwn(one)) == (other.Instance, other.Against, IsOwn(other));

    static bool Knows(ClusterView view, Stray stray)
    {
        foreach (var known in view.Strays)
        {
            if (IsSame(known, stray))
                return true;
        }
        return false;
    }

    static bool IsOwn(Stray stray) => stray.Head == stray.Instance;

    static Stray Renew(ClusterView view, Stray now)
    {
        foreach (var before in view.Strays)
        {
            if (IsSame(before, now))
                return Copies.Trace(view, Merge(before, now));
        }
        return Copies.Trace(view, now);
    }

    /// <summary>What was read of the same postmaster before stays known.</summary>
    static Stray Merge(Stray before, Stray now) =>
        before.StartedAt != now.StartedAt || before.Timeline != now.Timeline
            ? now with
            {
                Trail = before.Trail,
            }
            : now with
            {
                Fork = Lesser(before.Fork, now.Fork),
                Reached = before.Reached > now.Reached ? before.Reached : now.Reached,
                HistoryWrittenAt = now.HistoryWrittenAt ?? before.HistoryWrittenAt,
                Trail = before.Trail,
            };

    static Lsn? Lesser(Lsn? one, Lsn? other) => one is { } a && other is { } b ? (a < b ? a : b) : one ?? other;

    /// <summary>Whether the member is no longer declared, or is proven to hold another directory than then.</summary>
    static bool IsOver(ClusterView view, Stray stray) =>
        view[stray.Instance] is not { } member
        || view[stray.Against] is null
        || (member.State is { } state && view.System is { } own && state.System != own)
        || StrayStanding.IsCleared(view, member, stray);

    /// <summary>
    /// What a winner holds is no harm once the loser, cleared itself, follows it: its branch is the cluster's now.
    /// </summary>
    static bool IsMoot(ClusterView view, Stray stray, List<Stray> all) =>
        view[stray.Against] is { State: { Role: Role.Standby } } loser
        && view.Replication.HeadOf(loser) is { State.Role: Role.Primary } head
        && head.Id == stray.Head
        && !all.Exists(s => s.Instance == loser.Id && s.Against == stray.Head);
}
