using System.Text.Json;

namespace Primacy.Notifications.Http;

/// <summary>What a receiver answered, as far as it was read.</summary>
/// <param name="MediaType">What it says that it is, in lower case.</param>
/// <param name="Text">The first of it.</param>
internal sealed record HttpAnswer(string MediaType, string Text)
{
    /// <summary>Whether it is a page for people: what proxies and captive portals answer instead.</summary>
    public bool IsPage =>
        MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase) || Text.AsSpan().TrimStart().StartsWith("<");

    /// <summary>A text of a JSON object; null where there is none.</summary>
    public string? Field(string name)
    {
        try
        {
            using var json = JsonDocument.Parse(Text);
            return
                json.RootElement.ValueKind is JsonValueKind.Object
                && json.RootElement.TryGetProperty(name, out var field)
                && field.ValueKind is JsonValueKind.String
                ? field.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
