namespace Primacy.Web;

/// <summary>A card as the stream sends it.</summary>
/// <param name="Cluster">Whose it is.</param>
/// <param name="Now">The server's clock in milliseconds since 1970, by which the page counts ages.</param>
/// <param name="Html">The card, encoded by the template.</param>
internal sealed record CardMessage(string Cluster, long Now, string Html);
