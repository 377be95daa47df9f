using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Primacy.Exporter;
using Primacy.Hosting;
using Primacy.Incidents;
using Primacy.Watching;
using Primacy.Web;

namespace Primacy.Tests.Web;

/// <summary>The real endpoints on a real server, fed with made-up snapshots.</summary>
sealed class WebServer : IAsyncDisposable
{
    readonly WebApplication _app;

    WebServer(WebApplication app)
    {
        _app = app;
        Client = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
    }

    public SnapshotFeed Feed => _app.Services.GetRequiredService<SnapshotFeed>();

    public HttpClient Client { get; }

    public string Url => $"{_app.Urls.Single()}/";

    public List<ClusterOptions> Watched { get; } = [];

    public IReadOnlyList<Incident> History { get; set; } = [];

    public LookHistory Looks { get; set; } = (_, _) => new PastLook(null, null, null);

    public IReadOnlyList<string> ReloadErrors { get; set; } = [];

    public int Reloads { get; private set; }

    public static async Task<WebServer> Start(TimeProvider? time = null, params IReadOnlyList<string> watched)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebServer? server = null;
        builder.Services.AddMetrics();
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.Services.AddSingleton<SnapshotFeed>();
        builder.Services.AddSingleton<WatchedClusters>(() => server!.Watched);
        builder.Services.AddSingleton<IncidentHistory>((all, limit) => server!.HistoryOf(all, limit));
        builder.Services.AddSingleton<LookHistory>((cluster, at) => server!.Looks(cluster, at));
        builder.Services.AddSingleton<Reload>(_ => server!.Reload());
        ListenerServices.Add(builder.Services);
        var app = builder.Build();
        WebEndpoints.Map(app);
        MetricsEndpoint.Map(app);
        await app.StartAsync();
        server = new WebServer(app);
        server.Watched.AddRange(watched.Select(name => new ClusterOptions { Name = name, Instances = [] }));
        return server;
    }

    /// <summary>Stops as a process that ends: connections break, nobody says goodbye to the page.</summary>
    public Task Stop() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    IReadOnlyList<Incident> HistoryOf(bool includeResolved, int limit) =>
        [.. History.Where(i => includeResolved || i.Phase is not IncidentPhase.Resolved).Take(limit)];

    Task<IReadOnlyList<string>> Reload()
    {
        Reloads++;
        return Task.FromResult(ReloadErrors);
    }
}
