using Primacy.Analysis;
using Primacy.Simulation.Watching;
using Primacy.Topology;

namespace Primacy.Simulation.Judging;

/// <summary>
/// A survivor is named when a quorum or a majority says so, or when nothing that a client did would be lost with the
/// others. Never else.
/// </summary>
static class Survival
{
    public static void Check(InstanceId kept, Verdict verdict, Seen seen)
    {
        if (ByQuorum(verdict, seen).Contains(kept.Name) || Votes(kept.Name, seen) * 2 > seen.Samples.Count)
            return;
        foreach (var other in verdict.Subjects.Where(id => id != kept))
        {
            var lost = seen.Samples[other.Name].ClientCommitsNotIn(seen.Samples[kept.Name]);
            Promise.Keep(lost == 0, $"would keep {kept} and lose {lost} commits that clients made on {other}");
        }
    }

    /// <summary>Those whom a claim that rests on a quorum names alone among the claimants.</summary>
    static IEnumerable<string> ByQuorum(Verdict verdict, Seen seen) =>
        seen
            .Testimony.Claims.Where(claim => claim is { HasQuorum: true, Fault: null })
            .Select(claim => claim.Members.Where(m => m.Role is Role.Primary).Select(m => m.Host!).ToArray())
            .Where(named => named is [var only] && verdict.Subjects.Contains(new InstanceId(only)))
            .Select(named => named[0]);

    /// <summary>Counted from what each member showed, and not by the core's own map.</summary>
    static int Votes(string claimant, Seen seen)
    {
        var behind = new HashSet<string> { claimant };
        for (var before = 0; before < behind.Count; )
        {
            before = behind.Count;
            foreach (var (name, sample) in seen.Samples)
            {
                if (sample.Line.Kind == Scenarios.MemberLine.Primary)
                    continue;
                if (
                    sample.Line.IsAnswer
                        ? sample.Line.Of is { } of && behind.Contains(of)
                        : IsHeardBy(behind, name, seen)
                )
                    behind.Add(name);
            }
        }
        return behind.Count;
    }

    /// <summary>Who cannot be seen is where those that answer hear it from.</summary>
    static bool IsHeardBy(HashSet<string> behind, string name, Seen seen) =>
        behind.Any(upstream =>
            seen.Samples[upstream].Observation.State is { } state
            && state.Standbys.Any(link => link.ApplicationName == name && link.IsHeard)
        );
}
