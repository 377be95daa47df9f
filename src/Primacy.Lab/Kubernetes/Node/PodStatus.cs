using System.Globalization;
using System.Text.Json.Nodes;
using k8s.Models;

namespace Primacy.Lab.Kubernetes.Node;

/// <summary>How a pod is, as its node tells the API server.</summary>
internal sealed record PodStatus
{
    public required string Address { get; init; }

    public required DateTimeOffset Since { get; init; }

    /// <summary>Whether its container has come up; it is being started otherwise.</summary>
    public bool IsRunning { get; init; }

    public bool IsReady { get; init; }

    public int Restarts { get; init; }

    /// <summary>See https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/.</summary>
    public string ToPatch(V1Pod pod) =>
        new JsonObject
        {
            ["status"] = new JsonObject
            {
                ["phase"] = IsRunning || Restarts > 0 ? "Running" : "Pending",
                ["podIP"] = Address,
                ["podIPs"] = new JsonArray(new JsonObject { ["ip"] = Address }),
                ["hostIP"] = "127.0.0.1",
                ["startTime"] = Time,
                ["conditions"] = new JsonArray(
                    Condition("PodScheduled", true),
                    Condition("Initialized", true),
                    Condition("ContainersReady", IsReady),
                    Condition("Ready", IsReady)
                ),
                ["containerStatuses"] = new JsonArray([.. pod.Spec.Containers.Select(Container)]),
            },
        }.ToJsonString();

    string Time => Since.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    JsonObject Condition(string type, bool holds) =>
        new JsonObject
        {
            ["type"] = type,
            ["status"] = holds ? "True" : "False",
            ["lastTransitionTime"] = Time,
        };

    JsonObject Container(V1Container container) =>
        new JsonObject
        {
            ["name"] = container.Name,
            ["image"] = container.Image,
            ["imageID"] = "",
            ["ready"] = IsReady,
            ["started"] = IsRunning,
            ["restartCount"] = Restarts,
            ["state"] = IsRunning
                ? new JsonObject { ["running"] = new JsonObject { ["startedAt"] = Time } }
                : new JsonObject { ["waiting"] = new JsonObject { ["reason"] = "ContainerCreating" } },
        };
}
