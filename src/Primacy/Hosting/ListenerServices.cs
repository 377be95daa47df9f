using Primacy.Exporter;
using Primacy.Web;

namespace Primacy.Hosting;

/// <summary>
/// What page, API and metrics are made of. They also need a SnapshotFeed, a TimeProvider, meters and the delegates
/// <see cref="Reload"/>, <see cref="IncidentHistory"/>, <see cref="LookHistory"/> and <see cref="WatchedClusters"/>.
/// </summary>
internal static class ListenerServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<Liveness>();
        services.AddSingleton<Cards>();
        services.AddSingleton<MeterReadings>();
        services.AddSingleton<MetricsPage>();
    }
}
