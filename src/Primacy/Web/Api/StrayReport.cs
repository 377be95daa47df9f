using Primacy.Topology;

namespace Primacy.Web.Api;

/// <summary>A member that held WAL which another primary's branch lacks, and is not proven to have left it.</summary>
/// <param name="Instance">The member.</param>
/// <param name="Against">The primary whose branch lacks what it held.</param>
/// <param name="Fork">Where the branches parted, or a position behind that.</param>
/// <param name="Reached">How far it was seen to have come on its own.</param>
/// <param name="Bytes">Bytes it held past the fork, at least.</param>
/// <param name="At">When it was seen there.</param>
internal sealed record StrayReport(
    string Instance,
    string Against,
    string? Fork,
    string Reached,
    ulong Bytes,
    DateTimeOffset At
)
{
    public static StrayReport From(Stray stray) =>
        new(
            stray.Instance.Name,
            stray.Against.Name,
            stray.Fork?.ToString(),
            stray.Reached.ToString(),
            stray.Bytes,
            stray.At
        );
}
