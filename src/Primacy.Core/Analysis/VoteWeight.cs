namespace Primacy.Analysis;

/// <summary>How much a vote counts.</summary>
public enum VoteWeight
{
    /// <summary>A manager's word without a quorum: it is shown and decides nothing.</summary>
    Hint,

    /// <summary>A declared member: one vote of a majority.</summary>
    Member,

    /// <summary>A manager's word that rests on a quorum: it decides alone.</summary>
    Quorum,
}
