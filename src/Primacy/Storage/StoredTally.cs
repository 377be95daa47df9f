using Primacy.Topology;

namespace Primacy.Storage;

/// <summary>What was counted of a branch as the journal keeps it.</summary>
internal sealed record StoredTally(
    string From,
    string To,
    long Commits,
    long ClientCommits,
    string? FirstCommitAt,
    string? LastCommitAt
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
                StoredTime.Write(tally.FirstCommitAt),
                StoredTime.Write(tally.LastCommitAt)
            );

    public BranchTally ToTally() =>
        new(
            Lsn.Parse(From),
            Lsn.Parse(To),
            Commits,
            ClientCommits,
            StoredTime.ReadOrNull(FirstCommitAt),
            StoredTime.ReadOrNull(LastCommitAt)
        );
}
