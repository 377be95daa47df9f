using Primacy.Topology;

namespace Primacy.Analysis.Splits;

/// <summary>Who stands behind which claimant.</summary>
public static class Ballots
{
    /// <summary>Every declared member's vote, then the managers'.</summary>
    public static EquatableArray<Vote> Of(ClusterView view, IReadOnlyList<Member> claimants)
    {
        var names = claimants.Select(m => m.Id).ToHashSet();
        var since = Managers.Since(claimants);
        var followers = claimants
            .SelectMany(c => view.FollowersOf(c).Select(f => (Follower: f.Id, Claimant: c.Id)))
            .ToDictionary(pair => pair.Follower, pair => pair.Claimant);
        return
        [
            .. view.Members.Select(m => Member(view, m, names, followers)),
            .. view
                .Testimony.Claims.Where(claim => !claim.IsPartial)
                .Select(claim => Managers.Vote(view, claim, names, since)),
        ];
    }

    static Vote Member(
        ClusterView view,
        Member member,
        HashSet<InstanceId> claimants,
        Dictionary<InstanceId, InstanceId> followers
    )
    {
        var (behind, why) =
            claimants.Contains(member.Id) ? (member.Id, "is a primary itself")
            : followers.TryGetValue(member.Id, out var head)
                ? (head, $"follows {head}{(view.IsUnseen(member) ? ", which still hears it" : "")}")
            : ((InstanceId?)null, member.State is null ? member.WhyNoAnswer : "follows none of them");
        return new(member.Id.Name, behind, why, VoteWeight.Member);
    }
}
