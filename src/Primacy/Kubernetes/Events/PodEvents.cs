using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Primacy.Kubernetes.Events;

/// <summary>
/// Events on pods, of which one stands for all that say the same of a pod: it is counted and not repeated. See
/// https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/.
/// </summary>
internal sealed class PodEvents(KubernetesConnection connection, TimeProvider time)
{
    const string Component = "primacy";

    public async Task WriteAsync(V1Pod pod, EventWords words, CancellationToken cancellation)
    {
        try
        {
            await connection.Client.CoreV1.CreateNamespacedEventAsync(
                New(pod, words),
                pod.Metadata.NamespaceProperty,
                cancellationToken: cancellation
            );
        }
        catch (HttpOperationException fault) when (fault.Response.StatusCode is HttpStatusCode.Conflict)
        {
            await CountAsync(pod, words, cancellation);
        }
    }

    /// <summary>
    /// What a patch answers is the whole Event, so that counting on needs no right to read. One that two replicas patch
    /// at once is counted once, which is no harm.
    /// </summary>
    async Task CountAsync(V1Pod pod, EventWords words, CancellationToken cancellation)
    {
        var known = await PatchAsync(pod, words, new JsonObject { ["message"] = words.Message }, cancellation);
        var count = new JsonObject
        {
            ["count"] = (known.Count ?? 1) + 1,
            ["lastTimestamp"] = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        };
        await PatchAsync(pod, words, count, cancellation);
    }

    Task<Corev1Event> PatchAsync(V1Pod pod, EventWords words, JsonObject patch, CancellationToken cancellation) =>
        connection.Client.CoreV1.PatchNamespacedEventAsync(
            new V1Patch(patch.ToJsonString(), V1Patch.PatchType.MergePatch),
            NameOf(pod, words),
            pod.Metadata.NamespaceProperty,
            cancellationToken: cancellation
        );

    Corev1Event New(V1Pod pod, EventWords words)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return new Corev1Event
        {
            ApiVersion = "v1",
            Kind = "Event",
            Metadata = new V1ObjectMeta
            {
                Name = NameOf(pod, words),
                NamespaceProperty = pod.Metadata.NamespaceProperty,
            },
            InvolvedObject = new V1ObjectReference
            {
                ApiVersion = "v1",
                Kind = "Pod",
                Name = pod.Metadata.Name,
                NamespaceProperty = pod.Metadata.NamespaceProperty,
                Uid = pod.Metadata.Uid,
            },
            Reason = words.Reason,
            Message = words.Message,
            Type = words.Type,
            Source = new V1EventSource { Component = Component },
            ReportingComponent = Component,
            ReportingInstance = Environment.MachineName,
            FirstTimestamp = now,
            LastTimestamp = now,
            Count = 1,
        };
    }

    /// <summary>The same for all that say the same of a pod, from whichever replica it comes.</summary>
    static string NameOf(V1Pod pod, EventWords words)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{pod.Metadata.Uid}/{words.Reason}"));
        return $"{Component}.{Convert.ToHexStringLower(hash.AsSpan(0, 10))}";
    }
}
