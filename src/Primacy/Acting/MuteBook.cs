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
        Mutes.Acknowledgements.FirstOrDefault(known =>
            known.Incident.Key == incident.Key && known.PhaseAt(now) is MutePhase.Active
        );

    EquatableArray<Label> LabelsOf(Incident incident) => IncidentLabels.Of(incident, labels(incident.Cluster) ?? []);
}
