using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Primacy.Web.Api;
using Primacy.Web.Routes;

namespace Primacy.Web.OpenApi;

/// <summary>
/// The API in OpenAPI 3.1, made from the operations that are served and the shapes that are written. The framework's
/// own generator describes handlers by their parameters and result types, by reflection over methods; ours are plain
/// delegates, of which it sees nothing. See https://spec.openapis.org/oas/v3.1.1.html.
/// </summary>
internal static class ApiDescription
{
    const string Json = "application/json";

    static readonly int[] s_refusedActs = [401, 403];

    public static byte[] Write(IReadOnlyList<ApiOperation> operations)
    {
        var shapes = new ApiShapes();
        var paths = new JsonObject();
        foreach (var group in operations.GroupBy(operation => operation.Path))
        {
            var path = new JsonObject();
            foreach (var operation in group)
                path[operation.Method.ToLowerInvariant()] = Describe(operation, shapes);
            paths[group.Key] = path;
        }
        var document = new JsonObject
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject
            {
                ["title"] = "Primacy",
                ["description"] = "What is seen of PostgreSQL clusters, and what people do about it.",
                ["version"] = Version,
            },
            ["security"] = new JsonArray(new JsonObject()),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = shapes.Named(),
                ["securitySchemes"] = new JsonObject
                {
                    ["token"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" },
                    ["basic"] = new JsonObject { ["type"] = "http", ["scheme"] = "basic" },
                },
            },
        };
        return JsonSerializer.SerializeToUtf8Bytes(document, ApiJson.Readable.JsonObject);
    }

    static string Version =>
        typeof(ApiDescription).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            is { InformationalVersion: var version }
            ? version.Split('+')[0]
            : "0";

    static JsonObject Describe(ApiOperation operation, ApiShapes shapes)
    {
        var described = new JsonObject { ["operationId"] = operation.Id, ["summary"] = operation.Summary };
        if (operation.IsAct)
        {
            described["security"] = new JsonArray(
                new JsonObject { ["token"] = new JsonArray() },
                new JsonObject { ["basic"] = new JsonArray() }
            );
        }
        if (operation.Parameters.Count > 0)
            described["parameters"] = new JsonArray([.. operation.Parameters.Select(Describe)]);
        if (operation.Body is { } body)
        {
            described["requestBody"] = new JsonObject
            {
                ["required"] = true,
                ["content"] = Content(Json, shapes.Of(body)),
            };
        }
        var answers = new JsonObject
        {
            ["200"] = new JsonObject
            {
                ["description"] = "Done.",
                ["content"] = operation.Answer is { } answer
                    ? Content(Json, shapes.Of(answer))
                    : Content("text/plain", new JsonObject { ["type"] = "string" }),
            },
        };
        foreach (var status in operation.Refusals.Concat(operation.IsAct ? s_refusedActs : []).Order())
        {
            answers[status.ToString(CultureInfo.InvariantCulture)] = new JsonObject
            {
                ["description"] = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status),
                ["content"] = Content(ErrorReport.ContentType, shapes.Of(ApiJson.Compact.ErrorReport)),
            };
        }
        described["responses"] = answers;
        return described;
    }

    static JsonNode Describe(ApiParameter parameter) =>
        new JsonObject
        {
            ["name"] = parameter.Name,
            ["in"] = parameter.Place,
            ["required"] = parameter.Place == "path",
            ["description"] = parameter.Description,
            ["schema"] = new JsonObject { ["type"] = parameter.Type },
        };

    static JsonObject Content(string type, JsonNode shape) => new() { [type] = new JsonObject { ["schema"] = shape } };
}
