namespace Primacy.Web.Live;

/// <summary>A sign of life.</summary>
/// <param name="Now">The server's clock in milliseconds since 1970.</param>
internal sealed record TickMessage(long Now);
