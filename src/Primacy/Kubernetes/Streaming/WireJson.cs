using System.Text.Json.Serialization;

namespace Primacy.Kubernetes.Streaming;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WireList))]
[JsonSerializable(typeof(WireEvent))]
[JsonSerializable(typeof(WireError))]
[JsonSerializable(typeof(WireObject))]
internal sealed partial class WireJson : JsonSerializerContext;
