using Primacy.Analysis;
using Primacy.Incidents;

namespace Primacy.Kubernetes.Leadership;

/// <summary>What the replicas have in common of an incident, each of which gives it a key of its own.</summary>
internal readonly record struct LedgerSubject(string Receiver, string Cluster, string Verdict)
{
    public static LedgerSubject Of(string receiver, Incident incident) =>
        new(receiver, incident.Cluster, incident.Code.Slug);
}
