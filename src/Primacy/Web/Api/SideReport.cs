using Primacy.Analysis;

namespace Primacy.Web.Api;

/// <summary>One primary's side of a split.</summary>
internal sealed record SideReport
{
    public required string Instance { get; init; }

    public uint? Timeline { get; init; }

    public required string Lsn { get; init; }

    /// <summary>Where its branch begins, an upper bound unless exact; null when unknown.</summary>
    public string? Fork { get; init; }

    public required bool Exact { get; init; }

    /// <summary>WAL past the fork, a lower bound unless exact; null when the fork is unknown.</summary>
    public ulong? Bytes { get; init; }

    /// <summary>Transactions past the fork; null when they were not counted.</summary>
    public long? Commits { get; init; }

    /// <summary>Those of them that are work of clients.</summary>
    public long? ClientCommits { get; init; }

    public DateTimeOffset? LastCommitAt { get; init; }

    /// <summary>Client connections now.</summary>
    public int? Clients { get; init; }

    /// <summary>When its promotion was seen; null when it was not.</summary>
    public DateTimeOffset? PromotedAt { get; init; }

    /// <summary>Whether it is proven that no client's work would be lost with it.</summary>
    public required bool NothingLost { get; init; }

    public static SideReport From(SplitSide side) =>
        new()
        {
            Instance = side.Instance.Name,
            Timeline = side.Timeline?.Value,
            Lsn = side.Lsn.ToString(),
            Fork = side.Fork?.ToString(),
            Exact = side.IsExact,
            Bytes = side.Bytes,
            Commits = side.Commits,
            ClientCommits = side.ClientCommits,
            LastCommitAt = side.LastCommitAt,
            Clients = side.Clients,
            PromotedAt = side.PromotedAt,
            NothingLost = side.NothingLost,
        };
}
