using System.Globalization;
using Primacy.Explaining;
using Primacy.Incidents;
using Primacy.Notifications;
using Primacy.Notifications.Words;

namespace Primacy.Storytelling;

/// <summary>Who was told, who could not be, and who was not to be.</summary>
internal static class ToldMoments
{
    public static Moment Of(DeliveryRecord record)
    {
        var (text, mark) = Words(record);
        return new(
            record.ToldAt ?? record.SettledAt ?? record.CreatedAt,
            MomentKind.Told,
            PlainText.Line($"{record.Receiver} {text}", SeenMoments.TextMax)
        )
        {
            Mark = mark,
            Details = record is { IsDelivered: true, Fault: { } fault }
                ? [PlainText.Line($"An attempt before was in vain: it {fault}.", SeenMoments.TextMax)]
                : [],
        };
    }

    static (string Text, Mark Mark) Words(DeliveryRecord record) =>
        record switch
        {
            { IsDelivered: true } => ($"was told that {News(record.Kind)}{After(record)}.", Mark.Good),
            { State: "muted" } => ($"was not to be told that {News(record.Kind)}: {record.MutedBy}.", Mark.Plain),
            { State: "held" } => ($"is not to be told yet that {News(record.Kind)}: {record.MutedBy}.", Mark.Plain),
            { IsDelivered: false } => ($"was not told that {News(record.Kind)}: {record.Fault}.", Mark.Doubtful),
            { Attempts: > 0 } => (
                $"could not be told yet that {News(record.Kind)}: it {record.Fault}; tried {Times(record.Attempts)}.",
                Mark.Grave
            ),
            _ => ($"is to be told that {News(record.Kind)}.", Mark.Plain),
        };

    static string News(IncidentEventKind kind) =>
        kind switch
        {
            IncidentEventKind.Fired => "it fires",
            IncidentEventKind.Changed => "what is known is different",
            _ => "it is over",
        };

    static string After(DeliveryRecord record) =>
        record is { Fault: { }, Attempts: > 1 } ? $" at attempt {Number(record.Attempts)}" : "";

    static string Times(int count) => count == 1 ? "once" : $"{Number(count)} times";

    static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);
}
