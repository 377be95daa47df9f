using System.Text.Json;
using Primacy.Muting;

namespace Primacy.Storage;

/// <summary>What is muted, as the replicas tell it to one another.</summary>
internal sealed record StoredMutes(
    IReadOnlyList<StoredSilence> Silences,
    IReadOnlyList<StoredAcknowledgement> Acknowledgements,
    IReadOnlyList<StoredWindow> Windows
)
{
    public static string Write(Mutes mutes) =>
        JsonSerializer.Serialize(
            new StoredMutes(
                [.. mutes.Silences.Select(StoredSilence.Of)],
                [.. mutes.Acknowledgements.Select(StoredAcknowledgement.Of)],
                [.. mutes.Windows.Select(StoredWindow.Of)]
            ),
            StorageJson.Default.StoredMutes
        );

    /// <summary>What cannot be read is as if nobody had muted anything: better a page too many than none.</summary>
    public static Mutes Read(string? text)
    {
        try
        {
            return string.IsNullOrEmpty(text)
                ? Mutes.None
                : JsonSerializer.Deserialize(text, StorageJson.Default.StoredMutes)?.ToMutes() ?? Mutes.None;
        }
        // No option of the serializer refuses a null among the items of a list.
        catch (Exception e) when (e is JsonException or FormatException or NullReferenceException)
        {
            return Mutes.None;
        }
    }

    Mutes ToMutes() =>
        new()
        {
            Silences = Silences.Select(one => one.ToSilence()).DistinctBy(one => one.Id).ToEquatableArray(),
            Acknowledgements = Acknowledgements
                .Select(one => one.ToAcknowledgement())
                .DistinctBy(one => one.Incident.Key)
                .ToEquatableArray(),
            Windows = Windows.Select(one => one.ToWindow()).DistinctBy(one => one.Id).ToEquatableArray(),
        };
}
