using Primacy.Muting;

namespace Primacy.Storage;

/// <summary>
/// An acknowledgement as the replicas tell it to one another: what shows whether an incident grew worse since, without
/// the evidence, of which each replica has its own.
/// </summary>
internal sealed record StoredAcknowledgement(StoredIncident Incident, string By, string Why, string At, string Until)
{
    public static StoredAcknowledgement Of(Acknowledgement known) =>
        new(
            StoredIncident.Of(known.Incident with { Verdict = known.Incident.Verdict with { Evidence = [] } }),
            known.By,
            known.Why,
            StoredTime.Write(known.At),
            StoredTime.Write(known.Until)
        );

    public Acknowledgement ToAcknowledgement() =>
        new()
        {
            Incident = Incident.ToIncident(),
            By = By,
            Why = Why,
            At = StoredTime.Read(At),
            Until = StoredTime.Read(Until),
        };
}
