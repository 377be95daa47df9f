using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Primacy.Kubernetes.Pods;

/// <summary>What is asked of the API server about one pod. It never takes longer than its patience.</summary>
internal sealed class PodApi(KubernetesConnection connection, PodName pod)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The pod as the API server has it by a quorum; null when there is none. A list of one, as a role that may list
    /// pods need not be able to get each.
    /// </summary>
    public async Task<V1Pod?> FindAsync(CancellationToken cancellation)
    {
        var list = await WithinAsync(
            within =>
                connection.Client.CoreV1.ListNamespacedPodAsync(
                    pod.Namespace,
                    fieldSelector: $"metadata.name={pod.Name}",
                    cancellationToken: within
                ),
            cancellation
        );
        return list.Items.SingleOrDefault();
    }

    /// <summary>Whether we may delete it.</summary>
    public async Task<bool> MayDeleteAsync(CancellationToken cancellation)
    {
        var review = new V1SelfSubjectAccessReview
        {
            Spec = new V1SelfSubjectAccessReviewSpec
            {
                ResourceAttributes = new V1ResourceAttributes
                {
                    Resource = "pods",
                    Verb = "delete",
                    NamespaceProperty = pod.Namespace,
                    Name = pod.Name,
                },
            },
        };
        var answer = await WithinAsync(
            within =>
                connection.Client.AuthorizationV1.CreateSelfSubjectAccessReviewAsync(review, cancellationToken: within),
            cancellation
        );
        return answer.Status.Allowed;
    }

    /// <summary>
    /// Has it end in its own grace period, if it is still the one of that UID; null when that is under way, and else
    /// why not, as a sentence.
    /// </summary>
    public async Task<string?> DeleteAsync(string uid, CancellationToken cancellation)
    {
        var options = new V1DeleteOptions { Preconditions = new V1Preconditions { Uid = uid } };
        try
        {
            await WithinAsync(
                within =>
                    connection.Client.CoreV1.DeleteNamespacedPodWithHttpMessagesAsync(
                        pod.Name,
                        pod.Namespace,
                        options,
                        cancellationToken: within
                    ),
                cancellation
            );
            return null;
        }
        catch (HttpOperationException fault) when (Refusal(fault.Response.StatusCode) is { } why)
        {
            return why;
        }
    }

    string? Refusal(HttpStatusCode status) =>
        status switch
        {
            HttpStatusCode.NotFound => $"There is no pod {pod} any longer.",
            HttpStatusCode.Conflict => $"The pod {pod} is another one by now.",
            HttpStatusCode.Forbidden => $"This service account may not delete the pod {pod}.",
            _ => null,
        };

    static async Task<T> WithinAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            return await ask(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"the API server has not answered within {Patience.TotalSeconds:0} s");
        }
    }
}
