using System.Text.Json.Serialization;

namespace Primacy.Claims;

/// <summary>Patroni's JSON; what we do not know is left unread.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PatroniCluster))]
[JsonSerializable(typeof(PatroniStatus))]
internal sealed partial class PatroniJson : JsonSerializerContext;
