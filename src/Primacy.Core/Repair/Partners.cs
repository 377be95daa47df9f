using Primacy.Analysis;
using Primacy.Topology;

namespace Primacy.Repair;

/// <summary>
/// Who has a say and stands behind another one than the one to keep. A server that is stopped comes back as what its
/// partners tell it to be: while they do not agree, stopping it makes things worse.
/// </summary>
static class Partners
{
    public static IEnumerable<Refusal> Objections(ClusterView view, Verdict split, Member keep, Member loser) =>
        Followers(split, keep).Concat(Managers(view, keep, loser));

    /// <summary>Members that follow another one; a claimant's vote for itself is what the split is about.</summary>
    static IEnumerable<Refusal> Followers(Verdict split, Member keep) =>
        from vote in split.Split!.Votes
        where vote is { Weight: VoteWeight.Member, For: not null } && vote.For != keep.Id
        where !split.Primaries.Any(claimant => claimant.Name == vote.Voter)
        select new Refusal(
            RefusalCode.PartnersDisagree,
            $"{vote.Voter} {vote.Why}, which is not {keep.Id}, the one to keep.",
            $"Make {vote.Voter} follow {keep.Id} through its manager, or stop it, and ask for a plan again."
        );

    static IEnumerable<Refusal> Managers(ClusterView view, Member keep, Member loser) =>
        from claim in view.Testimony.Claims
        // The loser's own copy of a table is part of its branch: it can only name the loser.
        where claim.IsFresh(view.At) && claim.Source != loser.Id.Name
        from claimed in claim.Members
        let how = Contradicts(view, claimed, keep)
        where how is not null
        select new Refusal(
            RefusalCode.PartnersDisagree,
            $"{claim.Who} {how}, and {keep.Id} is the one to keep.",
            $"Make {claim.Manager} agree that {keep.Id} is the primary, and ask for a plan again."
        );

    static string? Contradicts(ClusterView view, ClaimedMember claimed, Member keep)
    {
        var isKept = view.Find(claimed)?.Id == keep.Id;
        return claimed.Role switch
        {
            Role.Primary when !isKept => $"calls {claimed.Name} a primary ({claimed.State})",
            Role.Standby when isKept => $"calls {claimed.Name} a standby ({claimed.State})",
            _ => null,
        };
    }
}
