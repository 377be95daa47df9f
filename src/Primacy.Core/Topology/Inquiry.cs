namespace Primacy.Topology;

/// <summary>Something the core wants to know beyond the probes. The shell finds it out beside the loop.</summary>
public abstract record Inquiry
{
    Inquiry() { }

    /// <summary>Where an instance's timeline comes from.</summary>
    public sealed record OfLineage(InstanceId Instance) : Inquiry;

    /// <summary>Where two instances parted, and what each has written since.</summary>
    /// <param name="One">The one.</param>
    /// <param name="Other">The other.</param>
    /// <param name="Presumed">
    /// Where they parted by all that is known, to begin reading there; null when unknown.
    /// </param>
    public sealed record OfPair(InstanceId One, InstanceId Other, Lsn? Presumed) : Inquiry;
}
