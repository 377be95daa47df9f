using Primacy.Topology;

namespace Primacy.Analysis.Splits;

/// <summary>
/// Keeps in memory that a standby was a primary before, until it streams another timeline than it wrote. Should it
/// follow another primary on that very number, PostgreSQL lets it, and the two need never have been seen as primaries
/// at once: it is astray. In memory such a reign is a stray against itself, and no view shows it.
/// </summary>
static class Reigns
{
    /// <summary>The reigns that are remembered after a view, and who is astray by one of them.</summary>
    public static (List<Stray>? Remembered, List<Stray>? Astray) Next(ClusterView view, ClusterMemory earlier)
    {
        (List<Stray>? Remembered, List<Stray>? Astray) next = default;
        foreach (var stray in earlier.Strays)
        {
            if (stray.IsReign && view[stray.Instance] is { } member)
                Take(Next(view, member, stray), ref next);
        }
        foreach (var before in earlier.Instances)
        {
            if (
                before is { Role: Role.Primary, Timeline: { } }
                && view[before.Instance] is { State.Role: Role.Standby } member
            )
                Take(Next(view, member, Of(view, before)), ref next);
        }
        return next;
    }

    static void Take(Stray? stray, ref (List<Stray>? Remembered, List<Stray>? Astray) next)
    {
        if (stray is { IsReign: true })
            (next.Remembered ??= []).Add(stray);
        else if (stray is { })
            (next.Astray ??= []).Add(stray);
    }

    static Stray Of(ClusterView view, Remembered before) =>
        new()
        {
            Instance = before.Instance,
            Head = before.Instance,
            Against = before.Instance,
            Timeline = before.Timeline,
            AgainstTimeline = before.Timeline,
            Reached = before.Lsn,
            At = before.SeenAt,
            StartedAt = before.StartedAt,
            HistoryWrittenAt = HistoryOf(view, before),
        };

    /// <summary>As it was read from the postmaster that wrote.</summary>
    static DateTimeOffset? HistoryOf(ClusterView view, Remembered before)
    {
        foreach (var lineage in view.Testimony.Lineages)
        {
            if (
                (lineage.Instance, lineage.Timeline) == (before.Instance, before.Timeline)
                && lineage.StartedAt == before.StartedAt
            )
                return lineage.HistoryWrittenAt;
        }
        return null;
    }

    /// <summary>The same after a view, or whom it is astray against; null when it is over.</summary>
    static Stray? Next(ClusterView view, Member member, Stray reign)
    {
        if (member.State is not { } state)
            return reign;
        if (state.Role is Role.Primary || (view.System is { } own && state.System != own))
            return null;
        if (state is not { Upstream.IsStreaming: true, Timeline: { } now })
            return Copies.Trace(view, reign);
        if (now != reign.Timeline)
            return null;
        return view.Replication.HeadOf(member) is { State.Role: Role.Primary } head && head.State.Timeline == now
            ? reign with
            {
                Against = head.Id,
            }
            : Copies.Trace(view, reign);
    }
}
