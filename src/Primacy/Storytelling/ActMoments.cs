using System.Globalization;
using Primacy.Acting;
using Primacy.Explaining;
using Primacy.Muting;
using Primacy.Notifications.Words;

namespace Primacy.Storytelling;

/// <summary>What people did about an incident, and what muted it.</summary>
internal static class ActMoments
{
    /// <param name="facts">What is kept of the incident.</param>
    /// <param name="mutes">What muted it at some time, each with its beginning.</param>
    /// <param name="until">Until when the story is told.</param>
    public static IEnumerable<Moment> Of(
        StoryFacts facts,
        IEnumerable<(DateTimeOffset From, Mute Mute)> mutes,
        DateTimeOffset until
    ) => [.. facts.Acts.Select(Of), .. mutes.SelectMany(one => Of(one.From, one.Mute, until))];

    static Moment Of(AuditEntry entry) =>
        Said(
            entry.At,
            entry.Act switch
            {
                "incident.acknowledge" => $"{entry.Actor.Name} acknowledged it: {entry.Why}",
                "incident.unacknowledge" =>
                    $"{entry.Actor.Name} took the acknowledgement back{(entry.Why is { } why ? $": {why}" : "")}",
                "repair.approve" => $"{entry.Actor.Name} approved a {entry.Why}",
                "repair.step" or "repair.end" or "repair.interrupted" => $"Repair: {entry.Why}",
                "configuration.reload" => $"{entry.Actor.Name} had the configuration loaded again",
                _ => $"{entry.Actor.Name}: {entry.Act}",
            }
        );

    /// <summary>Acknowledgements are told by what people did, which is kept for longer.</summary>
    static IEnumerable<Moment> Of(DateTimeOffset from, Mute mute, DateTimeOffset until)
    {
        var what = mute.Kind is MuteKind.Silence ? "A silence" : "Maintenance";
        yield return Said(from, $"{what} by {mute.By} until {Utc(mute.Until)} mutes it: {mute.Why}");
        if (mute.Until < until)
            yield return Said(mute.Until, $"{what} by {mute.By} is over");
    }

    static Moment Said(DateTimeOffset at, string text) =>
        new(at, MomentKind.Act, $"{PlainText.Line(text, SeenMoments.TextMax).TrimEnd('.')}.") { Mark = Mark.Plain };

    static string Utc(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
