using System.Text.Json.Nodes;

namespace Primacy.Tests.Kubernetes.Shapes;

/// <summary>Objects as an operator makes them, as far as anybody looks at them.</summary>
static class Manifest
{
    public static JsonObject Pod(string name, string labels, string address, string? set = null, string ports = "") =>
        new()
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = Meta(name, labels, set is null ? null : ("StatefulSet", set)),
            ["spec"] = new JsonObject { ["containers"] = new JsonArray(Container(ports)) },
            ["status"] = new JsonObject { ["podIP"] = address, ["phase"] = "Running" },
        };

    public static JsonObject StatefulSet(string name, string labels, int replicas, string service, string ports = "") =>
        new()
        {
            ["apiVersion"] = "apps/v1",
            ["kind"] = "StatefulSet",
            ["metadata"] = Meta(name, labels),
            ["spec"] = new JsonObject
            {
                ["replicas"] = replicas,
                ["serviceName"] = service,
                ["selector"] = new JsonObject { ["matchLabels"] = Pairs(labels) },
                ["template"] = new JsonObject
                {
                    ["metadata"] = new JsonObject { ["labels"] = Pairs(labels) },
                    ["spec"] = new JsonObject { ["containers"] = new JsonArray(Container(ports)) },
                },
            },
        };

    public static JsonObject Service(string name, string labels, string selector)
    {
        var spec = new JsonObject { ["ports"] = new JsonArray(new JsonObject { ["port"] = 5432 }) };
        if (selector.Length > 0)
            spec["selector"] = Pairs(selector);
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Service",
            ["metadata"] = Meta(name, labels),
            ["spec"] = spec,
        };
    }

    /// <param name="pods">Those behind it, as "pod=address,…".</param>
    public static JsonObject Endpoints(string name, string labels, string pods, string annotations = "")
    {
        var addresses = Split(pods)
            .Select(pod =>
                (JsonNode)
                    new JsonObject
                    {
                        ["ip"] = pod.Value,
                        ["targetRef"] = new JsonObject { ["kind"] = "Pod", ["name"] = pod.Key },
                    }
            )
            .ToArray();
        var meta = Meta(name, labels);
        if (annotations.Length > 0)
            meta["annotations"] = Pairs(annotations);
        var manifest = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Endpoints",
            ["metadata"] = meta,
        };
        if (addresses.Length > 0)
            manifest["subsets"] = new JsonArray(
                new JsonObject
                {
                    ["addresses"] = new JsonArray(addresses),
                    ["ports"] = new JsonArray(new JsonObject { ["port"] = 5432 }),
                }
            );
        return manifest;
    }

    static JsonObject Meta(string name, string labels, (string Kind, string Name)? owner = null)
    {
        var meta = new JsonObject { ["name"] = name, ["labels"] = Pairs(labels) };
        if (owner is var (kind, by))
            meta["ownerReferences"] = new JsonArray(
                new JsonObject
                {
                    ["apiVersion"] = "apps/v1",
                    ["kind"] = kind,
                    ["name"] = by,
                    ["uid"] = "11111111-1111-1111-1111-111111111111",
                    ["controller"] = true,
                }
            );
        return meta;
    }

    /// <param name="ports">Its named ports, as "name=number,…".</param>
    static JsonObject Container(string ports) =>
        new JsonObject
        {
            ["name"] = "postgres",
            ["image"] = "postgres",
            ["ports"] = new JsonArray([
                .. Split(ports)
                    .Select(port =>
                        (JsonNode)
                            new JsonObject
                            {
                                ["name"] = port.Key,
                                ["containerPort"] = int.Parse(
                                    port.Value,
                                    System.Globalization.CultureInfo.InvariantCulture
                                ),
                            }
                    ),
            ]),
        };

    static JsonObject Pairs(string pairs) =>
        new(Split(pairs).Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));

    static IEnumerable<(string Key, string Value)> Split(string pairs) =>
        pairs
            .Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => (pair.Split('=')[0], pair.Split('=')[1]));
}
