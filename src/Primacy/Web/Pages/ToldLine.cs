using System.Globalization;
using Primacy.Notifications;
using Primacy.Notifications.Words;

namespace Primacy.Web.Pages;

/// <summary>What became of telling one receiver of one event.</summary>
internal sealed record ToldLine(string Receiver, string Of, string State, string Tone, string When, string Attempts)
{
    public string? Fault { get; init; }

    public static ToldLine From(DeliveryRecord record) =>
        new(
            record.Receiver,
            record.Kind.ToString().ToLowerInvariant(),
            record.State,
            record.State switch
            {
                "delivered" => "good",
                "waiting" when record.Attempts > 0 => "grave",
                "abandoned" => "doubtful",
                _ => "plain",
            },
            Times.Second(record.ToldAt ?? record.SettledAt ?? record.CreatedAt),
            record.Attempts.ToString(CultureInfo.InvariantCulture)
        )
        {
            Fault = (record.MutedBy ?? record.Fault) is { } fault ? PlainText.Line(fault, PlainText.ReasonMax) : null,
        };
}
