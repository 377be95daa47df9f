using System.Text.Json;
using Primacy.Muting;

namespace Primacy.Storage;

/// <summary>A silence's matcher as the journal keeps it.</summary>
internal sealed record StoredMatcher(string Name, string Value, bool IsRegex, bool IsEqual)
{
    public static string Write(EquatableArray<Matcher> matchers) =>
        JsonSerializer.Serialize(
            [.. matchers.Select(one => new StoredMatcher(one.Name, one.Value, one.IsRegex, one.IsEqual))],
            StorageJson.Default.IReadOnlyListStoredMatcher
        );

    public static EquatableArray<Matcher> Read(string json) =>
        (
            JsonSerializer.Deserialize(json, StorageJson.Default.IReadOnlyListStoredMatcher)
            ?? throw new FormatException("the matchers of a silence are null")
        )
            .Select(one => new Matcher(one.Name, one.Value, one.IsRegex, one.IsEqual))
            .ToEquatableArray();
}
