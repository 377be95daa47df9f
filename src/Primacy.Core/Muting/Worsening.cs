using Primacy.Analysis;

namespace Primacy.Muting;

/// <summary>
/// Whether a verdict asks more of a person, or something else, than one that he knows of. Evidence that grows does not.
/// </summary>
public static class Worsening
{
    public static bool IsIn(Verdict known, Verdict now) =>
        now.Code != known.Code
        || HasMore(known.Primaries, now.Primaries)
        || HasMore(known.Subjects, now.Subjects)
        || Diverged(now) > Diverged(known)
        || IsAnotherToBeKept(known.Survivor, now.Survivor);

    static bool HasMore(EquatableArray<Topology.InstanceId> known, EquatableArray<Topology.InstanceId> now)
    {
        foreach (var instance in now)
        {
            if (!known.Contains(instance))
                return true;
        }
        return false;
    }

    static int Diverged(Verdict verdict) => verdict.Divergences.Count(pair => pair.State is DivergenceState.Diverged);

    /// <summary>Who goes on with the primary that was named first destroys what is to be kept.</summary>
    static bool IsAnotherToBeKept(Survivor? known, Survivor? now) =>
        known is Survivor.Keep { Instance: var kept } && (now as Survivor.Keep)?.Instance != kept;
}
