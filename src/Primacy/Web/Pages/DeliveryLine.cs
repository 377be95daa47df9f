using System.Globalization;
using Primacy.Notifications;

namespace Primacy.Web.Pages;

/// <summary>What became of telling one receiver of one event.</summary>
/// <param name="Receiver">Who is told.</param>
/// <param name="Event">fired, changed or resolved.</param>
/// <param name="Tone">good, doubtful or grave.</param>
/// <param name="Words">What became of it.</param>
internal sealed record DeliveryLine(string Receiver, string Event, string Tone, string Words)
{
    const int FaultMax = 160;

    public static DeliveryLine Of(DeliveryRecord record) =>
        new(
            Texts.Name(record.Receiver),
            record.Kind.ToString().ToLowerInvariant(),
            record switch
            {
                { IsDelivered: true } => "good",
                { State: "muted" or "held" } => "plain",
                { IsDelivered: false } => "grave",
                { Fault: null } => "plain",
                _ => "doubtful",
            },
            WordsOf(record)
        );

    static string WordsOf(DeliveryRecord record) =>
        record switch
        {
            { IsDelivered: true } => $"delivered at {At(record.SettledAt)}{Tries(record)}",
            { State: "muted" } => $"muted: {record.MutedBy}",
            { State: "held" } => $"held: {record.MutedBy}",
            { IsDelivered: false } => $"given up at {At(record.SettledAt)}{Tries(record)}{Fault(record)}",
            { Attempts: 0 } => "waiting",
            _ => $"waiting, tried {Times(record.Attempts)} in vain, next at {At(record.NextAttempt)}{Fault(record)}",
        };

    static string Tries(DeliveryRecord record) => record.Attempts > 1 ? $" after {Times(record.Attempts)}" : "";

    static string Times(int count) =>
        count == 1 ? "once" : string.Create(CultureInfo.InvariantCulture, $"{count} times");

    static string Fault(DeliveryRecord record) => record.Fault is { } fault ? $": {Texts.Cut(fault, FaultMax)}" : "";

    static string At(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("HH:mm:ss 'UTC'", CultureInfo.InvariantCulture) ?? "an unknown time";
}
