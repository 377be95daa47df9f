using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Primacy.Analysis;

namespace Primacy.Scenarios;

/// <summary>
/// Writes a state down and reads it back, as a restart does. It fails when the state holds anything that text cannot
/// keep, so that stories prove what a journal relies on.
/// </summary>
static class JournalRoundTrip
{
    static readonly JsonSerializerOptions Options = new()
    {
        Converters = { new EquatableArrayConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { NameSurvivors } },
    };

    public static ClusterState Of(ClusterState state)
    {
        var text = JsonSerializer.Serialize(state, Options);
        var read = JsonSerializer.Deserialize<ClusterState>(text, Options)!;
        return read == state ? read : throw new InvalidOperationException($"The state did not survive: {text}");
    }

    static void NameSurvivors(JsonTypeInfo type)
    {
        if (type.Type != typeof(Survivor))
            return;
        type.PolymorphismOptions = new JsonPolymorphismOptions
        {
            DerivedTypes =
            {
                new JsonDerivedType(typeof(Survivor.Keep), "keep"),
                new JsonDerivedType(typeof(Survivor.Undecidable), "undecidable"),
            },
        };
    }
}
