using Primacy.Analysis;
using Primacy.Simulation.Watching;
using Primacy.Topology;

namespace Primacy.Simulation.Judging;

/// <summary>What is said of the harm: exact is exact, a bound is a bound, and counts are what was committed.</summary>
static class Harm
{
    public static void Check(Divergence divergence, Seen seen)
    {
        var (older, newer) = (seen.Samples[divergence.Older.Name], seen.Samples[divergence.Newer.Name]);
        var fork = older.CommonEnd(newer)!.Value;
        var (lostWithOlder, lostWithNewer) = (older.ClientCommitsNotIn(newer), newer.ClientCommitsNotIn(older));
        if (divergence.IsExact)
        {
            Promise.Keep(divergence.Fork == new Lsn(fork), $"{divergence} is said to be exact, truly {new Lsn(fork)}");
            Promise.Keep(
                (divergence.OlderBytes, divergence.NewerBytes) == (older.Lsn - fork, newer.Lsn - fork),
                $"{divergence} is said to be exact, truly {older.Lsn - fork} and {newer.Lsn - fork} bytes"
            );
        }
        Promise.Keep(
            divergence.OlderBytes <= older.Lsn - fork && divergence.NewerBytes <= newer.Lsn - fork,
            $"{divergence} claims more than the true {older.Lsn - fork} and {newer.Lsn - fork} bytes"
        );
        Promise.Keep(
            divergence.State is not DivergenceState.Overlap || older.Lsn == fork,
            $"{divergence} says overlap, and {older.Line.Name} wrote {older.Lsn - fork} bytes past the fork"
        );
        Promise.Keep(
            (!divergence.NothingLostWithOlder || lostWithOlder == 0)
                && (!divergence.NothingLostWithNewer || lostWithNewer == 0),
            $"{divergence} says that nothing would be lost, truly {lostWithOlder} and {lostWithNewer} commits of clients"
        );
        Check(divergence.OlderWrote, older);
        Check(divergence.NewerWrote, newer);
    }

    /// <summary>Nothing is lost with a side when another one has all that clients did there.</summary>
    public static void Check(SplitSide side, Verdict verdict, Seen seen)
    {
        if (!side.NothingLost)
            return;
        var lost = verdict
            .Subjects.Where(id => id != side.Instance)
            .Min(id => seen.Samples[side.Instance.Name].ClientCommitsNotIn(seen.Samples[id.Name]));
        Promise.Keep(lost == 0, $"{side.Instance} would lose nothing, it said, and truly {lost} commits of clients");
    }

    /// <summary>What was counted is what the server committed between the two ends.</summary>
    static void Check(BranchTally? tally, Sample by)
    {
        if (tally is null)
            return;
        var committed = by.Branch.Commits(tally.From.Value, tally.To.Value).ToArray();
        Promise.Keep(
            (tally.Commits, tally.ClientCommits) == (committed.Length, committed.Count(c => c.IsOfClient)),
            $"{tally} of {by.Line.Name} is wrong: truly {committed.Length} commits, {committed.Count(c => c.IsOfClient)} of clients"
        );
    }
}
