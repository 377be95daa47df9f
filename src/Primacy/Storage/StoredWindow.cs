using Primacy.Muting;

namespace Primacy.Storage;

/// <summary>Planned work as the replicas tell it to one another.</summary>
internal sealed record StoredWindow(string Id, string Cluster, string From, string Until, string By, string Reason)
{
    public static StoredWindow Of(MaintenanceWindow window) =>
        new(
            window.Id,
            window.Cluster,
            StoredTime.Write(window.From),
            StoredTime.Write(window.Until),
            window.By,
            window.Reason
        );

    public MaintenanceWindow ToWindow() =>
        new()
        {
            Id = Id,
            Cluster = Cluster,
            From = StoredTime.Read(From),
            Until = StoredTime.Read(Until),
            By = By,
            Reason = Reason,
        };
}
