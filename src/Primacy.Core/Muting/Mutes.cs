using Primacy.Incidents;

namespace Primacy.Muting;

/// <summary>All that people have muted, ended ones included as long as they are kept.</summary>
public sealed record Mutes
{
    public static Mutes None { get; } = new();

    public EquatableArray<Silence> Silences { get; init; }

    public EquatableArray<Acknowledgement> Acknowledgements { get; init; }

    public EquatableArray<MaintenanceWindow> Windows { get; init; }

    public EquatableArray<RecurringMaintenance> Recurring { get; init; }

    /// <summary>What mutes an incident now; of several, what ends last; null when it may be told.</summary>
    /// <param name="incident">The incident as it is.</param>
    /// <param name="labels">All of its labels.</param>
    /// <param name="now">The time.</param>
    public Mute? Over(Incident incident, EquatableArray<Label> labels, DateTimeOffset now) =>
        Begun(incident, labels, now).Where(mute => mute.Until > now).MaxBy(mute => mute.Until);

    /// <summary>When the last of what muted an incident ended; null when nothing has.</summary>
    public DateTimeOffset? LastEnd(Incident incident, EquatableArray<Label> labels, DateTimeOffset now) =>
        Begun(incident, labels, now).Where(mute => mute.Until <= now).MaxBy(mute => mute.Until)?.Until;

    /// <summary>
    /// What others do not know of these, or do not know to have ended. A mute only ever ends earlier than it was said
    /// to, and an acknowledgement is followed by a later one: whoever knows of that knows more. So all who tell one
    /// another come to know the same, in whatever order they hear it. What recurs is in everybody's configuration.
    /// </summary>
    public Mutes Beyond(Mutes others) =>
        new()
        {
            Silences = Beyond(Silences, others.Silences, one => one.Id, (one, known) => one.EndsAt < known.EndsAt),
            Acknowledgements = Beyond(
                Acknowledgements,
                others.Acknowledgements,
                one => one.Incident.Key,
                (one, known) => one.At > known.At || (one.At == known.At && one.Until < known.Until)
            ),
            Windows = Beyond(Windows, others.Windows, one => one.Id, (one, known) => one.Until < known.Until),
        };

    /// <summary>These, with what others told of theirs.</summary>
    public Mutes With(Mutes news) =>
        this with
        {
            Silences = With(Silences, news.Silences, one => one.Id),
            Acknowledgements = With(Acknowledgements, news.Acknowledgements, one => one.Incident.Key),
            Windows = With(Windows, news.Windows, one => one.Id),
        };

    static EquatableArray<T> Beyond<T>(
        EquatableArray<T> all,
        EquatableArray<T> others,
        Func<T, string> keyOf,
        Func<T, T, bool> isMore
    )
        where T : class, IEquatable<T>
    {
        var known = others.ToDictionary(keyOf);
        return [.. all.Where(one => !known.TryGetValue(keyOf(one), out var other) || isMore(one, other))];
    }

    static EquatableArray<T> With<T>(EquatableArray<T> all, EquatableArray<T> news, Func<T, string> keyOf)
        where T : class, IEquatable<T>
    {
        var keys = news.Select(keyOf).ToHashSet();
        return [.. all.Where(one => !keys.Contains(keyOf(one))), .. news];
    }

    IEnumerable<Mute> Begun(Incident incident, EquatableArray<Label> labels, DateTimeOffset now)
    {
        foreach (var silence in Silences)
        {
            if (silence.StartsAt <= now && silence.Covers(labels))
                yield return new(MuteKind.Silence, silence.Id, silence.CreatedBy, silence.Comment, silence.EndsAt);
        }
        foreach (var known in Acknowledgements)
        {
            if (known.At <= now && known.Covers(incident))
                yield return new(MuteKind.Acknowledgement, incident.Key, known.By, known.Why, known.Until);
        }
        foreach (var window in Windows.Concat(Recurring.Select(one => one.Newest(now)).OfType<MaintenanceWindow>()))
        {
            if (window.From <= now && window.Covers(incident))
                yield return new(MuteKind.Maintenance, window.Id, window.By, window.Reason, window.Until);
        }
    }
}
