using Primacy.Topology;

namespace Primacy.Storage;

/// <summary>Something the role may not see.</summary>
internal sealed record StoredRight(string What, string Grant)
{
    public static IReadOnlyList<StoredRight>? Of(EquatableArray<MissingRight> missing) =>
        missing.Count == 0 ? null : [.. missing.Select(right => new StoredRight(right.What, right.Grant))];

    public static EquatableArray<MissingRight> Read(IReadOnlyList<StoredRight>? missing) =>
        (missing ?? []).Select(right => new MissingRight(right.What, right.Grant)).ToEquatableArray();
}
