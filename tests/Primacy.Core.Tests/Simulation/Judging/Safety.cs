using Primacy.Analysis;
using Primacy.Simulation.Truth;
using Primacy.Simulation.Watching;
using Primacy.Topology;

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
            if (IsPrimary(sample))
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
            Harm.Check(divergence, seen);
        foreach (var side in verdict.Split?.Sides ?? [])
            Harm.Check(side, verdict, seen);
        CheckKind(verdict, seen);
        Survival.Check(verdict, seen);
    }

    /// <summary>A sub-kind that is said to be proven is that of one of the pairs.</summary>
    static void CheckKind(Verdict verdict, Seen seen)
    {
        if (verdict is not { SubKind: { } kind, Split.IsProven: true })
            return;
        Sample[] claimants = [.. verdict.Subjects.Select(id => seen.Samples[id.Name])];
        var truth = claimants
            .SelectMany((one, i) => claimants.Skip(i + 1).SelectMany(other => Kinds.Of(one, other)))
            .Distinct()
            .ToArray();
        Promise.Keep(
            truth.Contains(kind),
            $"said {kind} for sure, truly {string.Join(" or ", truth)}: {verdict.Split.Why}"
        );
    }

    /// <summary>
    /// Whether it holds rows that its upstream lacks and that the watcher saw it write as a primary.
    /// </summary>
    public bool IsKnownLeftover(string name, Sample sample) =>
        sample is { Line.IsAnswer: true, Leftover: { } leftover }
        && _seenAsPrimary.GetValueOrDefault(name) == leftover.Branch;

    static bool IsPrimary(Sample sample) => sample.Line.Kind == Scenarios.MemberLine.Primary;

    /// <summary>
    /// Whether nobody could know that it is a primary: it cannot be seen, was none when it could, and one that can be
    /// seen has heard it stream of late.
    /// </summary>
    bool IsBeyondSight(Server server, Seen seen) =>
        !seen.Samples[server.Name].Line.IsAnswer
        && _seenAsPrimary.GetValueOrDefault(server.Name) != server.Branch
        && seen.Samples.Values.Any(other => other.Hears(server.Name));

    /// <summary>
    /// Healthy is never said while a second server was a primary during the whole look, nor of a foreigner, nor of a
    /// standby that holds rows of another branch and was seen to write them.
    /// </summary>
    void CheckHealthy(Seen seen)
    {
        Promise.Keep(seen.Samples.Count == world.Servers.Count, $"said healthy before every member was asked");
        var oldest = seen.Samples.Values.Min(s => s.AtMilliseconds);
        var truly = world
            .Servers.Where(s => s.PrimarySince <= oldest && !IsBeyondSight(s, seen))
            .Select(s => s.Name)
            .ToArray();
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
                !IsKnownLeftover(name, sample),
                $"said healthy while {name} holds rows that its upstream lacks, which it was seen to write as a primary"
            );
        }
    }
}
