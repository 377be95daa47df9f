using System.Collections.Concurrent;

namespace Primacy.Tests.Kubernetes;

/// <summary>Counts what the API server is asked.</summary>
sealed class CountingHandler : DelegatingHandler
{
    readonly ConcurrentQueue<string> _asked = [];

    /// <summary>How often anything was listed or read.</summary>
    public int Lists => _asked.Count(path => !IsWatch(path));

    /// <summary>How often a watch was begun.</summary>
    public int Watches => _asked.Count(IsWatch);

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        _asked.Enqueue(request.RequestUri!.PathAndQuery);
        return base.SendAsync(request, cancellationToken);
    }

    static bool IsWatch(string path) => path.Contains("watch=true", StringComparison.Ordinal);
}
