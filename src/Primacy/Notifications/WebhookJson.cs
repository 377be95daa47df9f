using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Primacy.Notifications;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WebhookMessage))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(WebhookLabels))]
[JsonSerializable(typeof(WebhookAnnotations))]
internal sealed partial class WebhookJson : JsonSerializerContext;
