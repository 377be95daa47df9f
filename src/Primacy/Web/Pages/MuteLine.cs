using System.Globalization;
using Primacy.Muting;
using Primacy.Web.Api;

namespace Primacy.Web.Pages;

/// <summary>Something that is muted, as the page of silences shows it.</summary>
/// <param name="Kind">silence, acknowledgement or maintenance.</param>
/// <param name="Id">Which.</param>
/// <param name="What">What is muted.</param>
/// <param name="Times">From when until when.</param>
/// <param name="By">Who wanted it.</param>
/// <param name="Why">Why.</param>
/// <param name="MayEnd">Whether it can be ended here; what the configuration repeats is changed there.</param>
internal sealed record MuteLine(string Kind, string Id, string What, string Times, string By, string Why, bool MayEnd)
{
    /// <summary>"silence by anna until 2026-03-01 04:00 UTC: the switch is replaced".</summary>
    public static string Words(Mute mute) =>
        Texts.Cut($"{mute.Kind.Word} by {mute.By} until {Utc(mute.Until)}: {mute.Why}", Texts.SentenceMax);

    /// <summary>All that is muted now or will be, what ends first first.</summary>
    public static IReadOnlyList<MuteLine> Of(Mutes mutes, DateTimeOffset now) =>
        [
            .. mutes
                .Silences.Select(one => (End: one.EndsAt, Line: Of(one)))
                .Concat(mutes.Acknowledgements.Select(one => (End: one.Until, Line: Of(one))))
                .Concat(mutes.Windows.Select(one => (End: one.Until, Line: Of(one, mayEnd: true))))
                .Concat(
                    mutes
                        .Recurring.Select(one => one.Newest(now))
                        .OfType<MaintenanceWindow>()
                        .Select(one => (End: one.Until, Line: Of(one, mayEnd: false)))
                )
                .Where(one => one.End > now)
                .OrderBy(one => one.End)
                .Select(one => one.Line),
        ];

    static MuteLine Of(Silence one) =>
        new(
            MuteKind.Silence.Word,
            one.Id,
            string.Join(' ', one.Matchers),
            Between(one.StartsAt, one.EndsAt),
            one.CreatedBy,
            one.Comment,
            true
        );

    static MuteLine Of(Acknowledgement one) =>
        new(
            MuteKind.Acknowledgement.Word,
            one.Incident.Key,
            one.Incident.Key,
            Between(one.At, one.Until),
            one.By,
            one.Why,
            true
        );

    static MuteLine Of(MaintenanceWindow one, bool mayEnd) =>
        new(
            MuteKind.Maintenance.Word,
            one.Id,
            $"cluster=\"{one.Cluster}\"",
            Between(one.From, one.Until),
            one.By,
            one.Reason,
            mayEnd
        );

    static string Between(DateTimeOffset from, DateTimeOffset until) => $"{Utc(from)} to {Utc(until)}";

    static string Utc(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
