using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Primacy.Kubernetes.Leadership;

/// <summary>The ledger as the annotation has it.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<LedgerEntry>))]
internal sealed partial class LedgerJson : JsonSerializerContext
{
    public static string Write(Ledger ledger) =>
        JsonSerializer.Serialize([.. ledger.Entries.Values.OrderBy(one => one.At)], Default.IReadOnlyListLedgerEntry);

    /// <summary>What cannot be read is as if nothing had been told: better a page too many than none.</summary>
    public static Ledger Read(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return Ledger.Empty;
        try
        {
            var entries = JsonSerializer.Deserialize(text, Default.IReadOnlyListLedgerEntry) ?? [];
            var whole = entries.Where(IsWhole).DistinctBy(one => one.Subject);
            return new Ledger(whole.ToImmutableDictionary(one => one.Subject));
        }
        catch (JsonException)
        {
            return Ledger.Empty;
        }
    }

    /// <summary>Anybody may have edited it, and no option of the serializer refuses a null in a list.</summary>
    static bool IsWhole(LedgerEntry? one) =>
        one is { Receiver: { }, Cluster: { }, Verdict: { }, Key: { }, News: { }, By: { } };
}
