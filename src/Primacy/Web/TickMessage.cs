namespace Primacy.Web;

/// <summary>A sign of life, and all clusters, so that the page can drop a card that is watched no longer.</summary>
/// <param name="Now">The server's clock in milliseconds since 1970.</param>
/// <param name="Clusters">The names in order.</param>
/// <param name="Tally">How many are well.</param>
/// <param name="Title">What the browser's tab says.</param>
internal sealed record TickMessage(long Now, IReadOnlyList<string> Clusters, string Tally, string Title);
