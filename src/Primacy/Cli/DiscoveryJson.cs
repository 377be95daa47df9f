using System.Text.Json.Serialization;

namespace Primacy.Cli;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(DiscoveryReport))]
internal sealed partial class DiscoveryJson : JsonSerializerContext;
