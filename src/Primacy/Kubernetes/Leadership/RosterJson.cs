using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Primacy.Kubernetes.Leadership;

/// <summary>The replicas as the annotation has them.</summary>
[JsonSerializable(typeof(IReadOnlyDictionary<string, long>))]
internal sealed partial class RosterJson : JsonSerializerContext
{
    public static string Write(ImmutableSortedDictionary<string, long> replicas) =>
        JsonSerializer.Serialize(replicas, Default.IReadOnlyDictionaryStringInt64);

    /// <summary>What cannot be read is as if nobody had counted yet.</summary>
    public static ImmutableSortedDictionary<string, long> Read(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return Roster.Empty.Beats;
        try
        {
            return Roster.Empty.Beats.AddRange(
                JsonSerializer.Deserialize(text, Default.IReadOnlyDictionaryStringInt64) ?? Roster.Empty.Beats
            );
        }
        catch (JsonException)
        {
            return Roster.Empty.Beats;
        }
    }
}
