namespace Primacy.Analysis.Splits;

/// <summary>What a split means, in sentences.</summary>
static class SplitWords
{
    /// <summary>What has come of it, as the end of the summary's first sentence.</summary>
    public static string Meaning(EquatableArray<Divergence> divergences) =>
        divergences.OrderByDescending(d => d.State).ThenByDescending(d => d.IsExact).First() switch
        {
            { OlderWrote: { } older, NewerWrote: { } newer } counted =>
                $"since the fork at {counted.Fork} {counted.Older} has {Wording.ClientCommits(older.ClientCommits)}, "
                    + $"{counted.Newer} {newer.ClientCommits}",
            { State: DivergenceState.Diverged } worst =>
                $"their data has diverged, {worst.Older} wrote {AtLeast(worst)}{Wording.Bytes(worst.OlderBytes)} of WAL past the fork",
            { State: DivergenceState.Overlap } overlap =>
                $"they overlap, {overlap.Older} has written nothing past the fork yet",
            _ => "whether their data has diverged cannot be told",
        };

    public static string Advice(Survivor survivor) =>
        survivor switch
        {
            Survivor.Keep keep => $"Keep {keep.Instance}: {keep.Reason}.",
            Survivor.Undecidable undecidable => $"Which to keep is undecidable: {undecidable.Reason}.",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>Where a pair parted, and what proves it.</summary>
    public static Evidence Fork(Divergence d) =>
        new(
            null,
            d switch
            {
                { Fork: null } => $"It is not known where {d.Older} and {d.Newer} parted: only their WAL could tell.",
                { IsExact: true } => $"{Parted(d)} at {d.Fork}{By(d)}; since then {d.Older} wrote "
                    + $"{Wording.Bytes(d.OlderBytes)} and {d.Newer} wrote {Wording.Bytes(d.NewerBytes)} of WAL.",
                { OlderBytes: 0 } =>
                    $"{Parted(d)} at or before {d.Fork}{By(d)}; whether {d.Older} has written past the fork cannot be told.",
                _ => $"{Parted(d)} at or before {d.Fork}{By(d)}; {d.Older} wrote at least "
                    + $"{Wording.Bytes(d.OlderBytes)} of WAL past that.",
            }
        );

    /// <summary>What is counted of a side, if it is.</summary>
    public static Evidence? Harm(SplitSide side)
    {
        if (side.ClientCommits is not { } clients)
            return side.NothingLost
                ? new(
                    side.Instance,
                    $"Nothing would be lost with {side.Instance}: it has written nothing past the fork."
                )
                : null;
        var last = side.LastCommitAt is { } at ? $", the last at {at:HH:mm:ss} UTC" : "";
        var lost = side.NothingLost ? ": nothing would be lost with it" : "";
        return new(
            side.Instance,
            $"{side.Instance} has committed {Wording.ClientCommits(clients)} since the fork{last}, among "
                + $"{side.Commits} transactions in all{lost}."
        );
    }

    /// <summary>Who votes for whom; those who have no vote say why not.</summary>
    public static Evidence Vote(Vote vote) =>
        new(
            vote.Weight is VoteWeight.Member ? new(vote.Voter) : null,
            vote.For is { } primary
                ? $"{vote.Voter} votes for {primary}: it {vote.Why}."
                : $"{vote.Voter} has no vote: it {vote.Why}."
        );

    static string Parted(Divergence d) =>
        d.IsNested ? $"{d.Newer} forked from {d.Older}" : $"{d.Older} and {d.Newer} parted";

    static string By(Divergence d) =>
        d.Proof switch
        {
            ForkProof.Wal => " by their WAL",
            ForkProof.History => " by their histories",
            _ => "",
        };

    static string AtLeast(Divergence divergence) => divergence.IsExact ? "" : "at least ";
}
