using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Primacy.Acting;
using Primacy.Configuration;
using Primacy.Configuration.PostgresExporter;
using Primacy.Exporter;
using Primacy.Muting;
using Primacy.Scraping;
using Primacy.Storytelling;
using Primacy.Web;
using Primacy.Web.Access;
using Primacy.Web.Api;
using Primacy.Web.Live;

namespace Primacy.Hosting;

/// <summary>
/// What page, API and metrics are made of. They also need a SnapshotFeed, a TimeProvider, meters, an
/// <see cref="IStorySource"/>, an <see cref="Repairing.IRepairStore"/> and the delegates <see cref="Reload"/>,
/// <see cref="IncidentHistory"/>, <see cref="LookHistory"/>, <see cref="RoleHistory"/>, <see cref="DeliveryHistory"/>
/// and <see cref="WatchedClusters"/>.
/// </summary>
internal static class ListenerServices
{
    public static void Add(IServiceCollection services)
    {
        // In the order in which they are asked.
        services.AddSingleton<IIdentify, ProvenByListener>();
        services.AddSingleton<IIdentify, BearerTokens>();
        services.AddSingleton<IIdentify, BasicTokens>();
        services.AddSingleton<IIdentify, TrustedProxy>();
        services.AddSingleton<AccessRules>();
        services.AddSingleton<Refusals>();
        services.AddSingleton<FormSeals>();
        services.AddSingleton<MuteBook>();
        services.AddSingleton<Acts>();
        services.AddSingleton<ClusterLabels>(LabelsOf);
        // Of several replicas one has registered another.
        services.TryAddSingleton<LeadershipState>(() => LeadershipReport.Alone);
        RepairServices.Add(services);
        services.AddSingleton<Liveness>();
        services.AddSingleton<Wall>();
        services.AddSingleton<WallPages>();
        services.AddSingleton<RoleLanes>();
        services.AddSingleton<Told>();
        services.AddSingleton<PlanPiece>();
        services.AddSingleton<ClusterParts>();
        services.AddSingleton<ClusterPages>();
        services.AddSingleton<Narrator>();
        services.AddSingleton<MeterReadings>();
        services.AddSingleton<MetricsPage>();
        services.AddSingleton<Scrapers>();
        services.AddSingleton<ReadTarget>(new TargetReader(Surroundings.OfProcess).Read);
        services.AddSingleton<Guests>();
        services.AddResponseCompression(compression =>
        {
            compression.Providers.Add<GzipCompressionProvider>();
            // Metrics are long and alike, and hold no secret that a guess beside it could find out.
            compression.MimeTypes = ["text/plain", "application/openmetrics-text"];
            compression.EnableForHttps = true;
        });
        services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Fastest);
    }

    static ClusterLabels LabelsOf(IServiceProvider provider) =>
        name =>
            provider.GetRequiredService<WatchedClusters>()().FirstOrDefault(one => one.Name == name) is { } found
                ? found.Labels.Select(label => new Label(label.Name, label.Value)).ToEquatableArray()
                : null;
}
