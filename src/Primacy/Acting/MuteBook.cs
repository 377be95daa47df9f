using Primacy.Incidents;
using Primacy.Muting;
using Primacy.Notifications;

namespace Primacy.Acting;

/// <summary>All that is muted now, by the journal and the configuration. Read by many, without waiting.</summary>
internal sealed class MuteBook(ClusterLabels labels) : IMuting
{
    Mutes _mutes = Mutes.None;

    public event Action? Changed;

    public Mutes Mutes => Volatile.Read(ref _mutes);

    public void Set(Mutes mutes)
    {
        Volatile.Write(ref _mutes, mutes);
        Changed?.Invoke();
    }

    public Mute? Over(Incident incident, DateTimeOffset now) => Mutes.Over(incident, LabelsOf(incident), now);

    public DateTimeOffset? LastEnd(Incident incident, DateTimeOffset now) =>
        Mutes.LastEnd(incident, LabelsOf(incident), now);

    /// <summary>The acknowledgement of an incident that still counts; null when there is none.</summary>
    public Acknowledgement? AcknowledgementOf(Incident incident, DateTimeOffset now) =>
        Acknowledged(incident.Key, incident, now).FirstOrDefault();

    /// <summary>
    /// The acknowledgements under a key, and of the incident that has it here, that have not ended: each replica at
    /// which it was acknowledged knows it by a key of its own, and its clock may be ahead of ours.
    /// </summary>
    public IEnumerable<Acknowledgement> Acknowledged(string key, Incident? incident, DateTimeOffset now) =>
        Mutes.Acknowledgements.Where(known =>
            (known.Incident.Key == key || (incident is not null && known.IsOf(incident)))
            && known.PhaseAt(now) is not MutePhase.Expired
        );

    /// <summary>
    /// What muted an incident at some time between two instants, each with its beginning; acknowledgements, of which
    /// there is one at a time, aside.
    /// </summary>
    public IReadOnlyList<(DateTimeOffset From, Mute Mute)> Between(
        Incident incident,
        DateTimeOffset from,
        DateTimeOffset until
    )
    {
        var (mutes, labels) = (Mutes, LabelsOf(incident));
        var silences = mutes
            .Silences.Where(one => one.StartsAt <= until && one.EndsAt > from && one.Covers(labels))
            .Select(one => (one.StartsAt, new Mute(MuteKind.Silence, one.Id, one.CreatedBy, one.Comment, one.EndsAt)));
        var windows = mutes
            .Recurring.SelectMany(one => (MaintenanceWindow?[])[one.Newest(from), one.Newest(until)])
            .OfType<MaintenanceWindow>()
            .Concat(mutes.Windows)
            .Where(one => one.From <= until && one.Until > from && one.Covers(incident))
            .DistinctBy(one => one.Id)
            .Select(one => (one.From, new Mute(MuteKind.Maintenance, one.Id, one.By, one.Reason, one.Until)));
        return [.. silences, .. windows];
    }

    EquatableArray<Label> LabelsOf(Incident incident) => IncidentLabels.Of(incident, labels(incident.Cluster) ?? []);
}
