using Primacy.Analysis;
using Primacy.Topology;

namespace Primacy.Storage;

/// <summary>
/// A verdict as the journal keeps it. The journal has shapes of its own, so that a name in the core may change without
/// a migration, and a change of what is stored is one that is seen. What has a default was not kept by earlier
/// versions.
/// </summary>
internal sealed record StoredVerdict(
    string Code,
    string Summary,
    IReadOnlyList<string> Primaries,
    IReadOnlyList<string> Subjects,
    StoredSurvivor? Survivor,
    IReadOnlyList<StoredDivergence> Divergences,
    IReadOnlyList<StoredEvidence> Evidence,
    string? SubKind = null,
    StoredSplit? Split = null
)
{
    public static StoredVerdict Of(Verdict verdict) =>
        new(
            verdict.Code.Slug,
            verdict.Summary,
            [.. verdict.Primaries.Select(id => id.Name)],
            [.. verdict.Subjects.Select(id => id.Name)],
            StoredSurvivor.Of(verdict.Survivor),
            [.. verdict.Divergences.Select(StoredDivergence.Of)],
            [.. verdict.Evidence.Select(StoredEvidence.Of)],
            verdict.SubKind?.Slug,
            StoredSplit.Of(verdict.Split)
        );

    public Verdict ToVerdict() =>
        new()
        {
            Code = VerdictCodes.FromSlug(Code) ?? throw new FormatException($"'{Code}' is no verdict"),
            Summary = Summary,
            Primaries = Primaries.Select(name => new InstanceId(name)).ToEquatableArray(),
            Subjects = Subjects.Select(name => new InstanceId(name)).ToEquatableArray(),
            Survivor = Survivor?.ToSurvivor(),
            Divergences = Divergences.Select(divergence => divergence.ToDivergence()).ToEquatableArray(),
            Evidence = Evidence.Select(evidence => evidence.ToEvidence()).ToEquatableArray(),
            SubKind = SubKind is null
                ? null
                : SubKinds.FromSlug(SubKind) ?? throw new FormatException($"'{SubKind}' is no kind of verdict"),
            Split = Split?.ToSplit(),
        };
}
