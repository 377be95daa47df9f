using Primacy.Topology;

namespace Primacy.Analysis;

/// <summary>
/// Tells overlap from divergence with what an ordinary role may see. A promoted primary keeps the position where its
/// recovery ended (pg_last_wal_replay_lsn() stays as it was), and that is where its timeline forked off. After a crash
/// it shows the end of crash recovery instead, which lies on the new timeline and so bounds the fork from above. It is
/// a bound, too, unless the promoted server was seen to follow this very primary: after twin promotions two histories
/// carry one timeline number, and what forked off the one has nothing to do with the other.
/// </summary>
public static class Divergences
{
    /// <summary>
    /// Each claimant on an older timeline against the one on the newest; none when timelines are equal.
    /// </summary>
    public static EquatableArray<Divergence> Between(IReadOnlyList<Member> claimants)
    {
        var newest = claimants.MaxBy(m => m.State?.Timeline?.Value ?? 0)!;
        return claimants.Where(m => m.Id != newest.Id).Select(older => Between(older, newest)).ToEquatableArray();
    }

    static Divergence Between(Member older, Member newer)
    {
        var (old, young) = (older.State!, newer.State!);
        if (old.Timeline is not { } from || young.Timeline is not { } to || from >= to)
            return new(older.Id, newer.Id, null, false, 0, 0, DivergenceState.Unknown);

        // Without any trace of a recovery the newer primary's own position is all that bounds the fork.
        var fork = young.RecoveryEnd ?? young.Lsn;
        var isExact =
            young is { RecoveryEnd: { }, WasStreaming: true }
            && to.Value == from.Value + 1
            && newer.Remembered?.Followed == older.Id;
        var written = old.Lsn.BytesSince(fork);
        var state =
            written > 0 ? DivergenceState.Diverged
            : isExact ? DivergenceState.Overlap
            : DivergenceState.Unknown;
        return new(older.Id, newer.Id, fork, isExact, written, young.Lsn.BytesSince(fork), state);
    }
}
