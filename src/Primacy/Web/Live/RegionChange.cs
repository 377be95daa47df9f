namespace Primacy.Web.Live;

/// <summary>What has changed in a region.</summary>
/// <param name="Name">Which.</param>
/// <param name="Order">The keys of all that stands there now; null when these are as before.</param>
/// <param name="Html">What is new or different, by key.</param>
internal sealed record RegionChange(
    string Name,
    IReadOnlyList<string>? Order,
    IReadOnlyDictionary<string, string> Html
);
