using k8s;
using k8s.Models;
using Primacy.Tests.Kubernetes;
using Xunit;

namespace Primacy.Tests.Deploying;

/// <summary>What the chart's account may do, by the API server's own word.</summary>
/// <param name="plane">The control plane.</param>
/// <param name="space">The namespace of the account.</param>
sealed class AccountRights(ControlPlane plane, string space)
{
    static readonly string[] Verbs =
    [
        "get",
        "list",
        "watch",
        "create",
        "update",
        "patch",
        "delete",
        "deletecollection",
        "impersonate",
        "escalate",
        "bind",
    ];

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Waits until what was granted is in force: the API server learns of new roles a moment later.</summary>
    public Task GrantedAsync(IEnumerable<string> rights) =>
        Eventually.Holds(
            async () =>
            {
                foreach (var right in rights)
                {
                    if (right.Split(' ', '/') is not [var verb, var group, var resource])
                        throw new ArgumentException($"'{right}' is no right.", nameof(rights));
                    if (!await MayAsync(group, resource, verb, space, null, Cancellation))
                        return false;
                }
                return true;
            },
            "what was granted is in force"
        );

    /// <summary>"verb group/resource" of all that the chart's account may do; each verb is tried.</summary>
    public async Task<string[]> AllowedAsync(string within, string? name = null)
    {
        var allowed = new List<string>();
        await Parallel.ForEachAsync(
            (await ResourcesAsync()).SelectMany(_ => Verbs, (one, verb) => (one.Group, one.Resource, Verb: verb)),
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Cancellation },
            async (one, cancellation) =>
            {
                if (await MayAsync(one.Group, one.Resource, one.Verb, within, name, cancellation))
                {
                    lock (allowed)
                        allowed.Add($"{one.Verb} {one.Group}/{one.Resource}");
                }
            }
        );
        return [.. allowed.Order(StringComparer.Ordinal)];
    }

    async Task<bool> MayAsync(
        string group,
        string resource,
        string verb,
        string within,
        string? name,
        CancellationToken cancellation
    )
    {
        var review = new V1SubjectAccessReview
        {
            Spec = new V1SubjectAccessReviewSpec
            {
                User = $"system:serviceaccount:{space}:primacy",
                ResourceAttributes = new V1ResourceAttributes
                {
                    Group = group,
                    Resource = resource.Split('/')[0],
                    Subresource = resource.Contains('/') ? resource.Split('/')[1] : null,
                    Verb = verb,
                    NamespaceProperty = within,
                    Name = name,
                },
            },
        };
        var answer = await plane.Client.AuthorizationV1.CreateSubjectAccessReviewAsync(
            review,
            cancellationToken: cancellation
        );
        return answer.Status.Allowed;
    }

    /// <summary>All that the API server has, subresources too, and what an operator would bring.</summary>
    async Task<IReadOnlyList<(string Group, string Resource)>> ResourcesAsync()
    {
        var all = new List<(string, string)> { ("postgresql.cnpg.io", "clusters") };
        var core = await plane.Client.CoreV1.GetAPIResourcesAsync(Cancellation);
        all.AddRange(core.Resources.Select(one => ("", one.Name)));
        var apps = await plane.Client.AppsV1.GetAPIResourcesAsync(Cancellation);
        all.AddRange(apps.Resources.Select(one => ("apps", one.Name)));
        var leases = await plane.Client.CoordinationV1.GetAPIResourcesAsync(Cancellation);
        all.AddRange(leases.Resources.Select(one => ("coordination.k8s.io", one.Name)));
        var roles = await plane.Client.RbacAuthorizationV1.GetAPIResourcesAsync(Cancellation);
        all.AddRange(roles.Resources.Select(one => ("rbac.authorization.k8s.io", one.Name)));
        return all;
    }
}
