using System.Net;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;

namespace Primacy.Lab.Kubernetes.Node;

/// <summary>
/// Follows all pods: a list, and from there on what changes, also when the API server was away. The official client
/// compiled ahead of time has no watch.
/// </summary>
internal sealed class PodWatch(k8s.Kubernetes client, TimeProvider time)
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    string? _version;

    /// <summary>All there are; those that it does not name are gone.</summary>
    public required Action<IReadOnlyCollection<V1Pod>> Listed { get; init; }

    /// <summary>One that is new or has changed.</summary>
    public required Action<V1Pod> Changed { get; init; }

    public required Action<V1Pod> Gone { get; init; }

    public async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                _version ??= await ListAsync(cancellation);
                await FollowAsync(_version, cancellation);
            }
            catch (Exception away) when (PodApi.IsAway(away, cancellation))
            {
                await Task.Delay(Pause, time, cancellation);
            }
        }
    }

    async Task<string> ListAsync(CancellationToken cancellation)
    {
        var pods = await client.CoreV1.ListPodForAllNamespacesAsync(cancellationToken: cancellation);
        Listed([.. pods.Items]);
        return pods.Metadata.ResourceVersion;
    }

    async Task FollowAsync(string version, CancellationToken cancellation)
    {
        var path = $"api/v1/pods?watch=true&allowWatchBookmarks=true&resourceVersion={version}";
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(client.BaseUri, path));
        using var answer = await client.HttpClient.SendAsync(
            request,
            HttpCompletionOption.ResponseHeadersRead,
            cancellation
        );
        if (answer.StatusCode is HttpStatusCode.Gone)
            _version = null;
        else
            answer.EnsureSuccessStatusCode();
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellation));
        while (_version is not null && await lines.ReadLineAsync(cancellation) is { } line)
            Take(JsonNode.Parse(line)!);
    }

    void Take(JsonNode happened)
    {
        var type = happened["type"]!.GetValue<string>();
        if (type is "ERROR")
        {
            // What happened since the last word is lost, and only a list tells what has come of it.
            _version = null;
            return;
        }
        var thing = happened["object"]!;
        _version = thing["metadata"]!["resourceVersion"]!.GetValue<string>();
        if (type is "BOOKMARK")
            return;
        var pod = KubernetesJson.Deserialize<V1Pod>(thing.ToJsonString());
        if (type is "DELETED")
            Gone(pod);
        else
            Changed(pod);
    }
}
