using System.Text.Json.Serialization;

namespace Primacy.Forensics.Branches;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(BranchManifest))]
internal sealed partial class BranchJson : JsonSerializerContext;
