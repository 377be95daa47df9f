using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace Primacy.Web.OpenApi;

/// <summary>The shapes of what is sent and answered, each described once under its name.</summary>
internal sealed class ApiShapes
{
    const string Here = "#/components/schemas/";

    readonly SortedDictionary<string, JsonNode> _named = new(StringComparer.Ordinal);

    /// <summary>A pointer to the description of a shape; of a list, what it is a list of.</summary>
    public JsonNode Of(JsonTypeInfo type)
    {
        if (type.Kind is JsonTypeInfoKind.Enumerable && type.ElementType is { } element)
            return new JsonObject { ["type"] = "array", ["items"] = Of(type.Options.GetTypeInfo(element)) };
        var name = NameOf(type.Type);
        if (_named.TryAdd(name, true))
            _named[name] = Describe(type, name);
        return new JsonObject { ["$ref"] = Here + name };
    }

    public JsonObject Named()
    {
        var all = new JsonObject();
        foreach (var (name, shape) in _named)
            all[name] = shape.DeepClone();
        return all;
    }

    JsonNode Describe(JsonTypeInfo type, string name)
    {
        var options = new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (context, shape) =>
                context.Path.Length > 0 && IsOurs(context.TypeInfo) ? Pointer(context.TypeInfo, shape) : shape,
        };
        var described = JsonSchemaExporter.GetJsonSchemaAsNode(type, options);
        Rebase(described, name);
        return described;
    }

    static bool IsOurs(JsonTypeInfo type) =>
        type.Kind is JsonTypeInfoKind.Object
        && type.Type.Namespace?.StartsWith("Primacy.", StringComparison.Ordinal) is true;

    /// <summary>What one of ours holds is described under its own name.</summary>
    JsonNode Pointer(JsonTypeInfo type, JsonNode shape)
    {
        var pointer = Of(type);
        var isNullable = (shape as JsonObject)?["type"] is JsonArray types && types.Any(one => (string?)one == "null");
        return isNullable
            ? new JsonObject { ["anyOf"] = new JsonArray(pointer, new JsonObject { ["type"] = "null" }) }
            : pointer;
    }

    /// <summary>What holds itself is pointed to from the root of its description, which is another one here.</summary>
    static void Rebase(JsonNode? node, string name)
    {
        switch (node)
        {
            case JsonObject all:
                if (
                    (string?)(all["$ref"] as JsonValue) is { } pointer
                    && !pointer.StartsWith(Here, StringComparison.Ordinal)
                )
                    all["$ref"] = $"{Here}{name}{pointer[1..]}";
                foreach (var (_, below) in all.ToArray())
                    Rebase(below, name);
                break;
            case JsonArray items:
                foreach (var item in items)
                    Rebase(item, name);
                break;
        }
    }

    static string NameOf(Type type) =>
        type.Name.EndsWith("Report", StringComparison.Ordinal) ? type.Name[..^"Report".Length] : type.Name;
}
