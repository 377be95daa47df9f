using System.Text.Json;
using Primacy.Analysis;

namespace Primacy.Tests.Mechanisms;

/// <summary>A page as a person got it.</summary>
/// <param name="At">When it came in, as a timestamp of the system's <see cref="TimeProvider"/>.</param>
/// <param name="Alert">The name of the alert.</param>
/// <param name="IsFiring">Whether something is wrong, or over.</param>
/// <param name="Keep">The primary to keep; null when none is named.</param>
/// <param name="KeepReason">Why that one, or why none; null when there is nothing to choose.</param>
/// <param name="Text">All that the person reads.</param>
internal sealed record Page(long At, string Alert, bool IsFiring, string? Keep, string? KeepReason, string Text)
{
    /// <summary>How it came about, as the page says it; null when it says nothing of that.</summary>
    public SubKind? Kind => Kinds(proven: true) ?? Kinds(proven: false);

    /// <summary>Whether the page calls the kind proven and not likely.</summary>
    public bool IsKindProven => Kinds(proven: true) is not null;

    public static Page Read(string body)
    {
        using var message = JsonDocument.Parse(body);
        var alert = message.RootElement.GetProperty("alerts")[0];
        var annotations = alert.GetProperty("annotations");
        return new Page(
            TimeProvider.System.GetTimestamp(),
            alert.GetProperty("labels").GetProperty("alertname").GetString()!,
            alert.GetProperty("status").GetString() == "firing",
            Optional("keep"),
            Optional("keep_reason"),
            annotations.GetProperty("description").GetString()!
        );

        string? Optional(string name) => annotations.TryGetProperty(name, out var value) ? value.GetString() : null;
    }

    SubKind? Kinds(bool proven)
    {
        var lines = Text.Split('\n');
        foreach (var kind in SubKinds.All)
        {
            var opening = $"{(proven ? "" : "Perhaps ")}{kind.Slug}: ";
            if (lines.Any(line => line.StartsWith(opening, StringComparison.Ordinal)))
                return kind;
        }
        return null;
    }

    public override string ToString() =>
        $"{Alert} {(IsFiring ? "firing" : "resolved")}{(Keep is null ? "" : $", keep {Keep}")}:\n{Text}\n";
}
