using Primacy.Analysis;

namespace Primacy.Storage;

/// <summary>What is known of a split as the journal keeps it.</summary>
internal sealed record StoredSplit(
    bool IsProven,
    string Why,
    string Since,
    IReadOnlyList<StoredSide> Sides,
    IReadOnlyList<StoredVote> Votes
)
{
    public static StoredSplit? Of(Split? split) =>
        split is null
            ? null
            : new(
                split.IsProven,
                split.Why,
                StoredTime.Write(split.Since),
                [.. split.Sides.Select(StoredSide.Of)],
                [.. split.Votes.Select(StoredVote.Of)]
            );

    public Split ToSplit() =>
        new()
        {
            IsProven = IsProven,
            Why = Why,
            Since = StoredTime.Read(Since),
            Sides = Sides.Select(side => side.ToSide()).ToEquatableArray(),
            Votes = Votes.Select(vote => vote.ToVote()).ToEquatableArray(),
        };
}
