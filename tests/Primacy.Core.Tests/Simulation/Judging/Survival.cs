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
    public static void Check(Verdict verdict, Seen seen)
    {
        if (verdict.Survivor is not Survivor.Keep { Instance: var kept, Reason: var reason })
            return;
        if (IsElected(kept, verdict, seen) || Votes(kept.Name, seen) * 2 > seen.Samples.Count)
            return;
        foreach (var other in verdict.Subjects.Where(id => id != kept))
        {
            var lost = seen.Samples[other.Name].ClientCommitsNotIn(seen.Samples[kept.Name]);
            Promise.Keep(
                lost == 0,
                $"would keep {kept} and lose {lost} commits that clients made on {other}: {reason}"
            );
        }
    }

    /// <summary>
    /// Whether a claim that rests on a quorum names it alone. What was claimed before the last promotion says nothing
    /// of who is right after it; only a clock that is set in between can hide which came first.
    /// </summary>
    static bool IsElected(InstanceId kept, Verdict verdict, Seen seen)
    {
        var since = verdict.Subjects.Max(id => seen.Samples[id.Name].Branch.BornAt ?? 0);
        return seen.Testimony.Claims.Any(claim =>
            claim is { HasQuorum: true, IsPaused: false, Fault: null }
            && (seen.ClaimedAt[claim.Source] >= since || seen.ClaimedAt[claim.Source] <= seen.ClockSetAt)
            && claim.Members.Where(m => m.Role is Role.Primary).Select(m => m.Name).ToArray() is [var only]
            && only == kept.Name
        );
    }

    /// <summary>Counted from what each member showed, and not by the core's own map.</summary>
    static int Votes(string claimant, Seen seen)
    {
        var behind = new HashSet<string> { claimant };
        for (var before = 0; before < behind.Count; )
        {
            before = behind.Count;
            foreach (var (name, sample) in seen.Samples)
            {
                if (sample.Line.Kind != Scenarios.MemberLine.Primary && IsBehind(behind, sample, seen))
                    behind.Add(name);
            }
        }
        return behind.Count;
    }

    /// <summary>Who cannot be seen is where those that answer hear it.</summary>
    static bool IsBehind(HashSet<string> claimants, Sample sample, Seen seen) =>
        sample.Line.IsAnswer
            ? sample.Line.Of is { } of && claimants.Contains(of)
            : claimants.Any(upstream => seen.Samples[upstream].Hears(sample.Line.Name));
}
