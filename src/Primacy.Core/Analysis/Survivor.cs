using Primacy.Topology;

namespace Primacy.Analysis;

/// <summary>Which primary to keep, or a refusal with its reason. Never a guess.</summary>
public abstract record Survivor
{
    Survivor() { }

    /// <summary>One primary is right by a rule.</summary>
    public sealed record Keep(InstanceId Instance, string Reason) : Survivor;

    /// <summary>The evidence does not decide: a person has to.</summary>
    /// <param name="Reason">Why it does not.</param>
    /// <param name="Leaning">
    /// The primary to keep if what has been counted so far is all; null when nothing points to one.
    /// </param>
    public sealed record Undecidable(string Reason, InstanceId? Leaning = null) : Survivor;
}
