namespace Primacy.Scraping;

/// <summary>How long what may take.</summary>
internal sealed record ScrapeTimes
{
    /// <summary>How long one collector may take on one server, before the server itself ends what it does.</summary>
    public TimeSpan Collector { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long all of a server may take where whoever asks does not say how long he waits; Prometheus does, and waits
    /// ten seconds unless told otherwise.
    /// </summary>
    public TimeSpan Scrape { get; init; } = TimeSpan.FromSeconds(9);

    /// <summary>How long a connection is kept that nobody needs.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(5);
}
