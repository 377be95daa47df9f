using System.Text.Json.Serialization;

namespace Primacy.Web;

/// <summary>JSON that is no part of a report: what the page's script is sent.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CardMessage))]
[JsonSerializable(typeof(TickMessage))]
internal sealed partial class WebJson : JsonSerializerContext;
