using Primacy.Analysis;
using Primacy.Topology;

namespace Primacy.Storage;

/// <summary>A vote as the journal keeps it.</summary>
internal sealed record StoredVote(string Voter, string? For, string Why, VoteWeight Weight)
{
    public static StoredVote Of(Vote vote) => new(vote.Voter, vote.For?.Name, vote.Why, vote.Weight);

    public Vote ToVote() => new(Voter, For is null ? null : new InstanceId(For), Why, Weight);
}
