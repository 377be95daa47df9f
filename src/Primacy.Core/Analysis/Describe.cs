using Primacy.Topology;

namespace Primacy.Analysis;

/// <summary>Evidence about single members, in sentences that are the same under every verdict.</summary>
static class Describe
{
    /// <summary>What a primary says of itself.</summary>
    public static Evidence Primary(ClusterView view, Member member)
    {
        var state = member.State!;
        var followers = view.FollowersOf(member).Select(m => m.Id).ToArray();
        var followed =
            followers.Length == 0 && state.IsReplicationHidden
                ? "who follows it is not shown to our role"
                : $"followed by {Wording.List(followers)}";
        var readOnly = state.IsReadOnly ? ", read-only by default (which a session can override)" : "";
        return new(
            member.Id,
            $"{member.Id} is a primary on {Wording.Of(state.Timeline)} at {state.Lsn}{readOnly}; "
                + $"{Wording.Clients(state.Clients)}; {followed}."
        );
    }

    /// <summary>That a member has no answer, why, and what is remembered of it.</summary>
    public static Evidence Unanswered(Member member) =>
        new(member.Id, $"{member.Id} {member.WhyNoAnswer}{Memory(member.Remembered)}.");

    /// <summary>How a member stands towards the primary.</summary>
    public static Evidence Standing(Member member, Standing standing) => new(member.Id, $"{member.Id} {standing.Why}.");

    /// <summary>The rights that would show more, each once for all members that lack it.</summary>
    public static IEnumerable<Evidence> Missing(ClusterView view) =>
        view
            .Members.SelectMany(m => m.State?.Missing ?? [])
            .Distinct()
            .Select(right => new Evidence(null, $"Not seen: {right.What}. To see it: {right.Grant}"));

    /// <summary>
    /// What our roles may not read of these members' histories and WAL, and the GRANT that would show it.
    /// </summary>
    public static IEnumerable<Evidence> Unread(ClusterView view, IEnumerable<Member> members)
    {
        var names = members.Select(m => m.Id).ToHashSet();
        var lineages = view.Testimony.Lineages.Where(l => names.Contains(l.Instance)).SelectMany(l => l.Missing);
        var comparisons = view
            .Testimony.Comparisons.Where(c => names.Contains(c.One) || names.Contains(c.Other))
            .SelectMany(c => c.Missing);
        return lineages
            .Concat(comparisons)
            .Distinct()
            .Select(right => new Evidence(null, $"Not seen: {right.What}. To see it: {right.Grant}"));
    }

    /// <summary>Managers that were asked and do not answer.</summary>
    public static IEnumerable<Evidence> Silent(ClusterView view) =>
        view.Testimony.Claims.Where(c => c.Fault is { }).Select(c => new Evidence(null, $"{c.Who} {c.Fault}."));

    static string Memory(Remembered? remembered) =>
        remembered is null
            ? "; it has not answered yet"
            : $"; it was a {(remembered.Role is Role.Primary ? "primary" : "standby")} on "
                + $"{Wording.Of(remembered.Timeline)} at {remembered.Lsn} when last seen at {remembered.SeenAt:HH:mm:ss} UTC";
}
