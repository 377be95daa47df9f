using Primacy.Topology;

namespace Primacy;

/// <summary>
/// After a primary is lost, a standby stops streaming, or a role, a timeline or a postmaster changes, more is likely to
/// happen soon: the cluster is looked at oftener for a while.
/// </summary>
static class Attention
{
    /// <summary>Until when the cluster deserves attention after this view; null when it does not.</summary>
    public static DateTimeOffset? Until(ClusterState before, ClusterView view, DateTimeOffset now, ClusterPolicy policy)
    {
        if (IsUnusual(before.Memory, view))
            return now + policy.AttentionSpan;
        // A clock that was set back must not leave us in a hurry for long.
        return before.AttentiveUntil is { } until && now < until && until - now <= policy.AttentionSpan ? until : null;
    }

    public static TimeSpan? Hurry(ClusterState state, DateTimeOffset now, ClusterPolicy policy) =>
        state.AttentiveUntil > now ? policy.AttentionInterval : null;

    static bool IsUnusual(ClusterMemory before, ClusterView view)
    {
        foreach (var earlier in before.Instances)
        {
            if (view[earlier.Instance] is { Remembered: { } now } && HasChanged(earlier, now))
                return true;
        }
        return false;
    }

    static bool HasChanged(Remembered before, Remembered now) =>
        before.Role != now.Role
        || before.Timeline != now.Timeline
        || before.StartedAt != now.StartedAt
        || (before.IsStreaming && !now.IsStreaming)
        || (before.AnswersSince is { } && now.AnswersSince is null);
}
