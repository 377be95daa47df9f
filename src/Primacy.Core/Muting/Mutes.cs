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
