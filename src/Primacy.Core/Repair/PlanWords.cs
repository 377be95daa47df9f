using System.Globalization;
using Primacy.Analysis;

namespace Primacy.Repair;

/// <summary>What a plan says beside its steps.</summary>
static class PlanWords
{
    public static string Unchanged(RepairCase known) =>
        $"{known.Loser.Instance} is the primary on timeline {known.Loser.Timeline} that was started at "
        + $"{Time(known.Loser.StartedAt)}.";

    /// <summary>Where a person decides, what is lost comes first and by itself.</summary>
    public static IEnumerable<string> Loss(RepairCase known)
    {
        var loser = known.Loser.Instance;
        if (known.Lost.NothingLost)
        {
            yield return $"Nothing that a client wrote is lost with {loser}.";
            yield break;
        }
        if (known.IsByPerson)
            yield return $"YOU DECIDE WHAT IS LOST: the evidence does not prove that {loser} may go.";
        yield return $"{loser} has {known.Lost.Harm}. None of that is in {known.Keep.Instance}.";
        yield return "It is recorded before anything is stopped, and nothing puts it back by itself.";
    }

    public static IEnumerable<string> Remains(RepairCase known, EquatableArray<FenceMeans> fences)
    {
        var (keep, loser) = (known.Keep.Instance, known.Loser.Instance);
        if (fences.Any(fence => fence.Effect is FenceEffect.EndsServer))
            yield return $"See what {loser} comes back as. Primacy only looks whether it streams from {keep}.";
        else
            yield return $"Stop {loser}, and make it a standby of {keep} through its manager, by pg_rewind or a new copy.";
        if (!known.Lost.NothingLost)
            yield return $"Read what only {loser} has from the recording, and carry over what is needed.";
        foreach (var other in known.Others)
            yield return $"{other.Instance} is a primary too: ask for a plan again for it.";
    }

    /// <summary>All that an approval holds for.</summary>
    public static IEnumerable<string> Basis(RepairCase known, EquatableArray<PlanStep> steps)
    {
        yield return $"incident {known.Incident}";
        yield return $"keep {Target(known.Keep)}";
        yield return $"stop {Target(known.Loser)}";
        foreach (var other in known.Others)
            yield return $"beside {Target(other)}";
        yield return $"fork {known.Fork}";
        yield return known.IsByPerson ? "decided by a person" : "decided by the evidence";
        yield return known.Lost.ClientCommits switch
        {
            null => "lost with it: not counted",
            0 => "lost with it: no transaction of a client",
            _ => "lost with it: transactions of clients",
        };
        foreach (var (number, step) in steps.Index())
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"step {number + 1} {step.Slug} {step.Means}: {step.Precondition} {step.Action} {step.Effect}"
            );
        }
    }

    static string Target(RepairTarget target) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{target.Instance} at {target.Host}:{target.Port}, system {target.System}, timeline {target.Timeline}, "
        ) + $"started at {Time(target.StartedAt)}";

    static string Time(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff 'UTC'", CultureInfo.InvariantCulture);
}
