using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Primacy.Web.Api;

/// <summary>
/// The API's JSON, the same on the command line and over HTTP. Nulls are written, so that the shape never changes.
/// </summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ClusterReport))]
[JsonSerializable(typeof(IReadOnlyList<ClusterReport>))]
[JsonSerializable(typeof(IReadOnlyList<IncidentReport>))]
[JsonSerializable(typeof(IReadOnlyList<DeliveryReport>))]
[JsonSerializable(typeof(ExplanationReport))]
[JsonSerializable(typeof(ErrorReport))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>
    /// For machines: no white space. It is served as JSON, never put into HTML, so apostrophes stay readable.
    /// </summary>
    public static ApiJson Compact { get; } = new(Write(indented: false));

    /// <summary>For people: indented.</summary>
    public static ApiJson Readable { get; } = new(Write(indented: true));

    static JsonSerializerOptions Write(bool indented) =>
        new()
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            WriteIndented = indented,
            NewLine = "\n",
        };
}
