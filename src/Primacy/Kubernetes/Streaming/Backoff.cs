namespace Primacy.Kubernetes.Streaming;

/// <summary>
/// How long to wait before the next attempt: longer each time, and by chance, so that the watchers of a site do not all
/// come at once when an API server is back.
/// </summary>
/// <param name="first">The first wait.</param>
/// <param name="most">The longest one.</param>
internal sealed class Backoff(TimeSpan first, TimeSpan most)
{
    TimeSpan? _whole;

    /// <summary>It works again.</summary>
    public void Reset() => _whole = null;

    /// <summary>Between half and the whole of a time that doubles.</summary>
    public TimeSpan Next()
    {
        var whole = _whole ?? first;
        _whole = whole * 2 < most ? whole * 2 : most;
        return whole * (0.5 + Random.Shared.NextDouble() / 2);
    }
}
