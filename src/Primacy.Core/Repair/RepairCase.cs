using Primacy.Analysis;
using Primacy.Topology;

namespace Primacy.Repair;

/// <summary>A split that a plan could end: who stays, who goes, where they parted and who says so.</summary>
public sealed record RepairCase
{
    /// <summary>The incident's key.</summary>
    public required string Incident { get; init; }

    public required RepairTarget Keep { get; init; }

    public required RepairTarget Loser { get; init; }

    /// <summary>Primaries that would have to go too: each takes a plan of its own.</summary>
    public EquatableArray<RepairTarget> Others { get; init; }

    /// <summary>Where the loser's branch begins, exactly.</summary>
    public required Lsn Fork { get; init; }

    /// <summary>Why that one is kept, as a sentence.</summary>
    public required string Decision { get; init; }

    /// <summary>Whether a person decided, because the evidence does not.</summary>
    public required bool IsByPerson { get; init; }

    /// <summary>Who stands behind whom, a sentence each.</summary>
    public EquatableArray<string> Votes { get; init; }

    /// <summary>What is on the loser's side alone.</summary>
    public required SplitSide Lost { get; init; }
}
