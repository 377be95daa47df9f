using System.Text.Json.Serialization;

namespace Primacy.Storage;

/// <summary>How stored shapes are written. Reading is strict: a damaged row is an error, no empty incident.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.Never
)]
[JsonSerializable(typeof(StoredIncident))]
[JsonSerializable(typeof(IReadOnlyList<StoredMatcher>))]
[JsonSerializable(typeof(StoredMutes))]
internal sealed partial class StorageJson : JsonSerializerContext;
