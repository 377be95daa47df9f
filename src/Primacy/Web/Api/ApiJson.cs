using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Primacy.Web.Api;

/// <summary>
/// The API's JSON, the same on the command line and over HTTP. Nulls are written, so that the shape never changes.
/// </summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ClusterReport))]
[JsonSerializable(typeof(IReadOnlyList<ClusterReport>))]
[JsonSerializable(typeof(IReadOnlyList<IncidentReport>))]
[JsonSerializable(typeof(IncidentReport))]
[JsonSerializable(typeof(StoryReport))]
[JsonSerializable(typeof(IReadOnlyList<DeliveryReport>))]
[JsonSerializable(typeof(ExplanationReport))]
[JsonSerializable(typeof(IReadOnlyList<SilenceReport>))]
[JsonSerializable(typeof(SilenceOrder))]
[JsonSerializable(typeof(AcknowledgementReport))]
[JsonSerializable(typeof(AcknowledgementOrder))]
[JsonSerializable(typeof(IReadOnlyList<MaintenanceReport>))]
[JsonSerializable(typeof(MaintenanceOrder))]
[JsonSerializable(typeof(IReadOnlyList<AuditReport>))]
[JsonSerializable(typeof(PlanReport))]
[JsonSerializable(typeof(PlanOrder))]
[JsonSerializable(typeof(RunReport))]
[JsonSerializable(typeof(LeadershipReport))]
[JsonSerializable(typeof(ErrorReport))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>
    /// For machines: no white space. It is served as JSON, never put into HTML, so apostrophes stay readable.
    /// </summary>
    public static ApiJson Compact { get; } = new(Write(indented: false));

    /// <summary>
    /// For what others send: a misspelt key, a null where a value belongs, and a key that comes twice are refused.
    /// </summary>
    public static ApiJson Strict { get; } =
        new(
            new JsonSerializerOptions
            {
                PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
                RespectNullableAnnotations = true,
                RespectRequiredConstructorParameters = true,
                UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
                AllowDuplicateProperties = false,
            }
        );

    /// <summary>For people: indented.</summary>
    public static ApiJson Readable { get; } = new(Write(indented: true));

    static JsonSerializerOptions Write(bool indented) =>
        new()
        {
            Encoder = VisibleJson.Encoder,
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            WriteIndented = indented,
            NewLine = "\n",
        };
}
