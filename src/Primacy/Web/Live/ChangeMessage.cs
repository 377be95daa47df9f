namespace Primacy.Web.Live;

/// <summary>What has changed on a page.</summary>
/// <param name="Now">The server's clock in milliseconds since 1970, by which the page counts ages.</param>
/// <param name="Title">What the browser's tab says.</param>
/// <param name="Regions">Those that have changed.</param>
internal sealed record ChangeMessage(long Now, string Title, IReadOnlyList<RegionChange> Regions);
