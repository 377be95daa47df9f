using Primacy.Topology;

namespace Primacy.Storage;

/// <summary>What an instance had written on its branch.</summary>
internal sealed record StoredTally(
    string From,
    string To,
    long Commits,
    long ClientCommits,
    DateTimeOffset? FirstCommitAt = null,
    DateTimeOffset? LastCommitAt = null
)
{
    public static StoredTally? Of(BranchTally? tally) =>
        tally is null
            ? null
            : new(
                tally.From.ToString(),
                tally.To.ToString(),
                tally.Commits,
                tally.ClientCommits,
                tally.FirstCommitAt,
                tally.LastCommitAt
            );

    public BranchTally ToTally() =>
        new(Lsn.Parse(From), Lsn.Parse(To), Commits, ClientCommits, FirstCommitAt, LastCommitAt);
}
