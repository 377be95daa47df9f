using System.Text.Json;
using Primacy.Muting;

namespace Primacy.Storage;

/// <summary>A silence's matcher as the journal keeps it.</summary>
internal sealed record StoredMatcher(string Name, string Value, bool IsRegex, bool IsEqual)
{
    public static StoredMatcher Of(Matcher matcher) =>
        new(matcher.Name, matcher.Value, matcher.IsRegex, matcher.IsEqual);

    public Matcher ToMatcher() => new(Name, Value, IsRegex, IsEqual);

    public static string Write(EquatableArray<Matcher> matchers) =>
        JsonSerializer.Serialize([.. matchers.Select(Of)], StorageJson.Default.IReadOnlyListStoredMatcher);

    public static EquatableArray<Matcher> Read(string json) =>
        (
            JsonSerializer.Deserialize(json, StorageJson.Default.IReadOnlyListStoredMatcher)
            ?? throw new FormatException("the matchers of a silence are null")
        )
            .Select(one => one.ToMatcher())
            .ToEquatableArray();
}
