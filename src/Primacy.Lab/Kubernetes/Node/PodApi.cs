using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Primacy.Lab.Kubernetes.Node;

/// <summary>What a node does to pods at the API server, which may be away for a while.</summary>
internal sealed class PodApi(k8s.Kubernetes client, TimeProvider time)
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>The scheduler's one job: says on which node a pod is to run.</summary>
    public Task BindAsync(V1Pod pod, CancellationToken cancellation) =>
        pod.Spec.NodeName is { Length: > 0 }
            ? Task.CompletedTask
            : InsistAsync(
                () =>
                    client.CoreV1.CreateNamespacedPodBindingAsync(
                        new V1Binding
                        {
                            Metadata = new V1ObjectMeta { Name = pod.Metadata.Name, Uid = pod.Metadata.Uid },
                            Target = new V1ObjectReference { Kind = "Node", Name = LabNode.Name },
                        },
                        pod.Metadata.Name,
                        pod.Metadata.NamespaceProperty,
                        cancellationToken: cancellation
                    ),
                cancellation
            );

    /// <summary>Tells how a pod is. Whether that was heard, or the pod is gone.</summary>
    public Task<bool> TryReportAsync(V1Pod pod, PodStatus status, CancellationToken cancellation) =>
        TryAsync(
            () =>
                client.CoreV1.PatchNamespacedPodStatusAsync(
                    new V1Patch(status.ToPatch(pod), V1Patch.PatchType.MergePatch),
                    pod.Metadata.Name,
                    pod.Metadata.NamespaceProperty,
                    cancellationToken: cancellation
                ),
            cancellation
        );

    /// <summary>The pod has ended on its node, and its object may go.</summary>
    public Task RemoveAsync(V1Pod pod, CancellationToken cancellation) =>
        InsistAsync(
            () =>
                client.CoreV1.DeleteNamespacedPodAsync(
                    pod.Metadata.Name,
                    pod.Metadata.NamespaceProperty,
                    new V1DeleteOptions
                    {
                        GracePeriodSeconds = 0,
                        // Another one of the same name may have taken its place.
                        Preconditions = new V1Preconditions { Uid = pod.Metadata.Uid },
                    },
                    cancellationToken: cancellation
                ),
            cancellation
        );

    public Task<V1Secret> SecretAsync(string space, string name, CancellationToken cancellation) =>
        client.CoreV1.ReadNamespacedSecretAsync(name, space, cancellationToken: cancellation);

    /// <summary>Whether the API server is away or not up to it yet.</summary>
    public static bool IsAway(Exception e, CancellationToken cancellation) =>
        e switch
        {
            HttpOperationException refused => refused.Response.StatusCode
                is HttpStatusCode.Forbidden
                    or HttpStatusCode.TooManyRequests
                    or >= HttpStatusCode.InternalServerError,
            OperationCanceledException => !cancellation.IsCancellationRequested,
            _ => e is HttpRequestException or IOException,
        };

    async Task InsistAsync(Func<Task> act, CancellationToken cancellation)
    {
        while (!await TryAsync(act, cancellation))
            await Task.Delay(Pause, time, cancellation);
    }

    static async Task<bool> TryAsync(Func<Task> act, CancellationToken cancellation)
    {
        try
        {
            await act();
            return true;
        }
        catch (HttpOperationException gone)
            when (gone.Response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
            return true;
        }
        catch (Exception away) when (IsAway(away, cancellation))
        {
            return false;
        }
    }
}
