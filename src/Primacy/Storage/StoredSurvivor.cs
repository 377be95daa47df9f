using System.Diagnostics;
using Primacy.Analysis;
using Primacy.Topology;

namespace Primacy.Storage;

/// <summary>Which primary to keep as the journal keeps it: no instance means undecidable.</summary>
internal sealed record StoredSurvivor(string? Keep, string Reason, string? Leaning = null)
{
    public static StoredSurvivor? Of(Survivor? survivor) =>
        survivor switch
        {
            null => null,
            Survivor.Keep keep => new(keep.Instance.Name, keep.Reason),
            Survivor.Undecidable undecidable => new(null, undecidable.Reason, undecidable.Leaning?.Name),
            _ => throw new UnreachableException(),
        };

    public Survivor ToSurvivor() =>
        Keep is not null
            ? new Survivor.Keep(new InstanceId(Keep), Reason)
            : new Survivor.Undecidable(Reason, Leaning is null ? null : new InstanceId(Leaning));
}
