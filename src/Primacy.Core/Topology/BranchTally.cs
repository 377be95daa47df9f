namespace Primacy.Topology;

/// <summary>What one instance has written on its branch, counted from its WAL.</summary>
/// <param name="From">Where counting began, the fork.</param>
/// <param name="To">How far it has been counted.</param>
/// <param name="Commits">Transactions that committed.</param>
/// <param name="ClientCommits">
/// Those among them that changed more than statistics: work of clients, which would be lost with the branch.
/// </param>
/// <param name="FirstCommitAt">When the first of the client commits was made, by the server's clock.</param>
/// <param name="LastCommitAt">When the last of them was made, by the server's clock.</param>
public sealed record BranchTally(
    Lsn From,
    Lsn To,
    long Commits,
    long ClientCommits,
    DateTimeOffset? FirstCommitAt,
    DateTimeOffset? LastCommitAt
)
{
    /// <summary>Bytes of WAL, housekeeping included.</summary>
    public ulong Bytes => To.BytesSince(From);
}
