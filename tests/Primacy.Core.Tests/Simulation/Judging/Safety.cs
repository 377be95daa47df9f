using Primacy.Analysis;
using Primacy.Simulation.Truth;
using Primacy.Simulation.Watching;
using Primacy.Topology;
using Stray = Primacy.Simulation.Truth.Stray;

namespace Primacy.Simulation.Judging;

/// <summary>
/// What must never be said: that all is well when it is not, what is not so, and a survivor by a guess.
/// </summary>
sealed class Safety(World world)
{
    /// <summary>The branch on which the watcher saw each server as a primary last.</summary>
    readonly Dictionary<string, Branch> _seenAsPrimary = [];

    public void Take(Seen seen)
    {
        foreach (var (name, sample) in seen.Samples)
        {
            if (sample.Line.Kind == Scenarios.MemberLine.Primary)
                _seenAsPrimary[name] = sample.Branch;
        }
    }

    public void Check(ClusterStep step, Seen seen)
    {
        if (step.Assessment.Headline.Code is VerdictCode.Healthy)
            CheckHealthy(seen);
        if (step.Assessment.Of(VerdictCode.MultiplePrimaries) is not Detection.Present { Verdict: var verdict })
            return;
        Promise.Keep(
            verdict.Subjects.Select(id => seen.Samples[id.Name].System).Distinct().Count() == 1,
            $"mixed the primaries of different systems"
        );
        foreach (var divergence in verdict.Divergences)
            CheckDivergence(divergence, seen);
        if (verdict.Survivor is Survivor.Keep { Instance: var kept })
            Survival.Check(kept, verdict, seen);
    }

    /// <summary>
    /// Healthy is never said while a second server was a primary during the whole look, nor of a foreigner, nor of a
    /// standby that holds rows of another branch and was seen to write them.
    /// </summary>
    void CheckHealthy(Seen seen)
    {
        Promise.Keep(seen.Samples.Count == world.Servers.Count, $"said healthy before every member was asked");
        var oldest = seen.Samples.Values.Min(s => s.AtMilliseconds);
        var truly = world.Servers.Where(s => s.PrimarySince <= oldest).Select(s => s.Name).ToArray();
        Promise.Keep(truly.Length <= 1, $"said healthy while {string.Join(" and ", truly)} were primaries");
        foreach (var (name, sample) in seen.Samples)
        {
            if (!sample.Line.IsAnswer)
                continue;
            Promise.Keep(
                sample.System == seen.Samples.Values.First(s => s.Line.IsAnswer).System,
                $"said healthy of different systems"
            );
            Promise.Keep(
                sample.Stray is not { } stray || _seenAsPrimary.GetValueOrDefault(name) != stray.Branch,
                $"said healthy while {name} holds rows that its upstream lacks, which it was seen to write as a primary"
            );
        }
    }

    /// <summary>What is called exact is exact, and a bound is a bound.</summary>
    static void CheckDivergence(Divergence divergence, Seen seen)
    {
        var (older, newer) = (seen.Samples[divergence.Older.Name], seen.Samples[divergence.Newer.Name]);
        var fork = older.CommonEnd(newer)!.Value;
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
    }
}
