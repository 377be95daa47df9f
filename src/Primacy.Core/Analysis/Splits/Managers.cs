using Primacy.Topology;

namespace Primacy.Analysis.Splits;

/// <summary>What the managers say of who the primary is.</summary>
static class Managers
{
    /// <summary>
    /// The one claimant that a quorum names; null when none does, and when two managers name different ones.
    /// </summary>
    public static (InstanceId Instance, string Who)? Elected(EquatableArray<Vote> votes)
    {
        (InstanceId Instance, string Who)? elected = null;
        foreach (var vote in votes)
        {
            if (vote.Weight is not VoteWeight.Quorum || vote.For is not { } named)
                continue;
            if (elected is { } other && other.Instance != named)
                return null;
            elected = (named, vote.Voter);
        }
        return elected;
    }

    /// <summary>
    /// A manager that answers, but was asked before all of the claimants had become primaries, and whose next word may
    /// decide; null when there is none to wait for.
    /// </summary>
    public static string? Awaited(ClusterView view, IReadOnlyList<Member> claimants)
    {
        var since = Since(claimants);
        return view
            .Testimony.Claims.FirstOrDefault(c =>
                c is { MayDecide: true, IsPaused: false } && c.IsFresh(view.At) && !IsAskedSince(c, since, view.At)
            )
            ?.Who;
    }

    /// <summary>Since when each of them is the primary that it is, as far as that is known.</summary>
    public static DateTimeOffset? Since(IReadOnlyList<Member> claimants) => claimants.Max(Since);

    /// <summary>One that was started anew may have been a standby in between, and been promoted again.</summary>
    static DateTimeOffset? Since(Member claimant) =>
        claimant.Remembered is { } seen
            ? (seen.StartSeenAt > seen.RoleSince ? seen.StartSeenAt : seen.RoleSince)
            : null;

    /// <summary>A manager's vote: it has one when it names exactly one primary, and that is a claimant.</summary>
    /// <remarks>
    /// A quorum decides between the claimants only if it was asked after all of them had become primaries: what it said
    /// before names whom it has perhaps just replaced.
    /// </remarks>
    public static Vote Vote(ClusterView view, Claim claim, HashSet<InstanceId> claimants, DateTimeOffset? since)
    {
        ClaimedMember[] primaries = [.. claim.Members.Where(m => m.Role is Role.Primary)];
        var named =
            primaries is [var only] && view.Find(only) is { } found && claimants.Contains(found.Id) ? found : null;
        var isUsable = named is not null && claim.IsFresh(view.At);
        var why =
            claim.Fault is { } fault ? fault
            : !claim.IsFresh(view.At) ? $"has said nothing since {claim.At:HH:mm:ss} UTC"
            : named is not null ? $"names {named.Id}{Caveat(claim, since, view.At)}"
            : primaries.Length == 0 ? "names no primary"
            : $"names {Wording.List(primaries.Select(m => new InstanceId(m.Name)))}";
        return new(
            claim.Who,
            isUsable ? named!.Id : null,
            why,
            isUsable && claim is { HasQuorum: true, IsPaused: false } && IsAskedSince(claim, since, view.At)
                ? VoteWeight.Quorum
                : VoteWeight.Hint
        );
    }

    /// <summary>What was said later than now was said before our clock was set back.</summary>
    static bool IsAskedSince(Claim claim, DateTimeOffset? since, DateTimeOffset now) =>
        !(claim.At < since || claim.At > now);

    static string Caveat(Claim claim, DateTimeOffset? since, DateTimeOffset now) =>
        claim.IsPaused ? ", but is paused"
        : claim.HasQuorum && claim.At > now ? ", with a quorum, but before our clock was set back"
        : claim.HasQuorum && !IsAskedSince(claim, since, now) ? ", with a quorum, but was asked before the split"
        : claim.HasQuorum ? ", with a quorum"
        : ", without a quorum";
}
