using System.Diagnostics.Metrics;

namespace Primacy.Kubernetes.Leadership;

/// <summary>What an elector tells of itself.</summary>
internal static class LeadershipMeter
{
    public static void Observe(IMeterFactory meters, Elector elector)
    {
        var meter = meters.Create("Primacy");
        meter.CreateObservableGauge(
            "primacy_leader",
            () => elector.MayAct ? 1L : 0,
            description: "1 while this replica holds the lease, by which one of several notifies."
        );
        meter.CreateObservableGauge(
            "primacy_lease_reachable",
            () => elector.Fault is null ? 1L : 0,
            description: "0 while the lease cannot be read or written: replicas may repeat what others have told."
        );
    }
}
