using System.Text.Json.Serialization;
using Primacy.Lab.Proxying;

namespace Primacy.Lab.Registry;

[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(LabManifest))]
[JsonSerializable(typeof(Routes))]
[JsonSerializable(typeof(LabStatus))]
internal sealed partial class LabJson : JsonSerializerContext;
