using System.Text;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Primacy.Kubernetes.Objects;
using Xunit;

namespace Primacy.Tests.Kubernetes;

/// <summary>Makes objects as tests need them, and plays the kubelet that gives pods their addresses.</summary>
static class Objects
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static Task CreateNamespaceAsync(this ControlPlane plane, string name) =>
        plane.Client.CoreV1.CreateNamespaceAsync(
            new V1Namespace { Metadata = new V1ObjectMeta { Name = name } },
            cancellationToken: Cancellation
        );

    /// <summary>Creates a manifest, and gives a pod the address that its status names.</summary>
    public static async Task CreateAsync(this ControlPlane plane, string space, JsonObject manifest)
    {
        var kind = Enum.Parse<ObjectKind>(manifest["kind"]!.GetValue<string>());
        var path = $"/{kind.PathIn(space)}";
        await plane.SendAsync(HttpMethod.Post, path, manifest);
        if (kind is ObjectKind.Pod)
            await plane.PatchAsync(
                $"{path}/{manifest["metadata"]!["name"]}/status",
                new JsonObject { ["status"] = manifest["status"]!.DeepClone() }
            );
    }

    /// <summary>Gives a pod an address, as the kubelet does.</summary>
    public static Task SetAddressAsync(this ControlPlane plane, string space, string pod, string address) =>
        plane.PatchAsync(
            $"/api/v1/namespaces/{space}/pods/{pod}/status",
            new JsonObject
            {
                ["status"] = new JsonObject { ["podIP"] = address, ["phase"] = "Running" },
            }
        );

    public static Task LabelAsync(this ControlPlane plane, string space, string pod, string label, string value) =>
        plane.PatchAsync(
            $"/api/v1/namespaces/{space}/pods/{pod}",
            new JsonObject { ["metadata"] = new JsonObject { ["labels"] = new JsonObject { [label] = value } } }
        );

    public static Task DeleteAsync(this ControlPlane plane, string space, ObjectKind kind, string name) =>
        plane.SendAsync(
            HttpMethod.Delete,
            $"/{kind.PathIn(space)}/{name}",
            new JsonObject { ["gracePeriodSeconds"] = 0 }
        );

    public static Task PatchAsync(this ControlPlane plane, string path, JsonObject patch) =>
        plane.SendAsync(HttpMethod.Patch, path, patch, "application/merge-patch+json");

    static async Task SendAsync(
        this ControlPlane plane,
        HttpMethod method,
        string path,
        JsonObject body,
        string type = "application/json"
    )
    {
        using var request = new HttpRequestMessage(method, new Uri(plane.Admin.Server, path));
        request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, type);
        using var answer = await plane.Client.HttpClient.SendAsync(request, Cancellation);
        Assert.True(
            answer.IsSuccessStatusCode,
            $"{method} {path}: {await answer.Content.ReadAsStringAsync(Cancellation)}"
        );
    }
}
