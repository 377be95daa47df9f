using System.Text.Json.Serialization;

namespace Primacy.Storage;

/// <summary>How looks are written: what is unknown is left out, because there are many of them.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(StoredLook))]
internal sealed partial class LookJson : JsonSerializerContext;
