namespace Primacy.Web.Live;

/// <summary>What of a page changes while it is open.</summary>
/// <param name="Title">What the browser's tab says.</param>
/// <param name="Regions">Always the same regions in the same order.</param>
internal sealed record LivePage(string Title, IReadOnlyList<Region> Regions)
{
    public Region this[string region] => Regions.First(one => one.Name == region);
}
