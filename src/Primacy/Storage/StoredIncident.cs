using System.Text.Json;
using Primacy.Incidents;

namespace Primacy.Storage;

/// <summary>An incident as the journal keeps it. What has a default was not kept by earlier versions.</summary>
internal sealed record StoredIncident(
    string Key,
    string Cluster,
    IncidentPhase Phase,
    string Since,
    string? FiredAt,
    string LastSeen,
    string? ResolvedAt,
    StoredVerdict Verdict,
    TimeSpan Observed = default
)
{
    public static StoredIncident Of(Incident incident) =>
        new(
            incident.Key,
            incident.Cluster,
            incident.Phase,
            StoredTime.Write(incident.Since),
            StoredTime.Write(incident.FiredAt),
            StoredTime.Write(incident.LastSeen),
            StoredTime.Write(incident.ResolvedAt),
            StoredVerdict.Of(incident.Verdict),
            incident.Observed
        );

    public static string Write(Incident incident) =>
        JsonSerializer.Serialize(Of(incident), StorageJson.Default.StoredIncident);

    public static Incident Read(string json) =>
        JsonSerializer.Deserialize(json, StorageJson.Default.StoredIncident)?.ToIncident()
        ?? throw new FormatException("an incident is null");

    public Incident ToIncident() =>
        new()
        {
            Key = Key,
            Cluster = Cluster,
            Phase = Phase,
            Since = StoredTime.Read(Since),
            FiredAt = FiredAt is null ? null : StoredTime.Read(FiredAt),
            Observed = Observed,
            LastSeen = StoredTime.Read(LastSeen),
            ResolvedAt = ResolvedAt is null ? null : StoredTime.Read(ResolvedAt),
            Verdict = Verdict.ToVerdict(),
        };
}
