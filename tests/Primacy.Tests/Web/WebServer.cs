using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Primacy.Acting;
using Primacy.Exporter;
using Primacy.Hosting;
using Primacy.Incidents;
using Primacy.Notifications;
using Primacy.Repairing;
using Primacy.Storage;
using Primacy.Storytelling;
using Primacy.Watching;
using Primacy.Web;
using Primacy.Web.Access;

namespace Primacy.Tests.Web;

/// <summary>The real endpoints on a real server, fed with made-up snapshots.</summary>
sealed class WebServer : IAsyncDisposable
{
    public const string Token = "0123456789-anna-writes";

    public const string ReaderToken = "0123456789-bert-reads";

    readonly WebApplication _app;
    readonly TemporaryDirectory _directory;
    readonly SqliteJournal _journal;

    WebServer(WebApplication app, TemporaryDirectory directory, SqliteJournal journal)
    {
        (_app, _directory, _journal) = (app, directory, journal);
        Client = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
    }

    public SnapshotFeed Feed => _app.Services.GetRequiredService<SnapshotFeed>();

    public HttpClient Client { get; }

    public string Url => $"{_app.Urls.Single()}/";

    public List<ClusterOptions> Watched { get; } = [];

    /// <summary>In place of those in the journal.</summary>
    public IReadOnlyList<Incident> History { get; set; } = [];

    /// <summary>In place of those in the journal.</summary>
    public LookHistory? Looks { get; set; }

    public IReadOnlyList<RoleLook> Roles { get; set; } = [];

    public IReadOnlyList<DeliveryRecord> Deliveries { get; set; } = [];

    public IReadOnlyList<string> ReloadErrors { get; set; } = [];

    public int Reloads { get; private set; }

    /// <summary>Anna may act and bert may read.</summary>
    public static AccessOptions Tokens { get; } =
        new()
        {
            Tokens =
            [
                new("anna", AccessToken.DigestOf(Token), MayAct: true),
                new("bert", AccessToken.DigestOf(ReaderToken), MayAct: false),
            ],
        };

    public AccessOptions Access
    {
        set => _app.Services.GetRequiredService<AccessRules>().Use(value);
    }

    public SqliteJournal Journal => _journal;

    public Repairs Repairs => _app.Services.GetRequiredService<Repairs>();

    public Acts Acts => _app.Services.GetRequiredService<Acts>();

    public static Task<WebServer> Start(TimeProvider? time = null, params IReadOnlyList<string> watched) =>
        StartWith(_ => { }, time, watched);

    /// <summary>The same with more services.</summary>
    public static async Task<WebServer> StartWith(
        Action<IServiceCollection> more,
        TimeProvider? time = null,
        params IReadOnlyList<string> watched
    )
    {
        var builder = WebApplication.CreateSlimBuilder();
        more(builder.Services);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebServer? server = null;
        var directory = new TemporaryDirectory();
        var journal = SqliteJournal.Open(directory.Path, time ?? TimeProvider.System);
        builder.Services.AddSingleton<IActStore>(journal.Acts);
        builder.Services.AddSingleton<IStorySource>(journal.Stories);
        builder.Services.AddSingleton<IRepairStore>(journal.Repairs);
        builder.Services.AddSingleton<IncidentLookup>(key =>
            server!.History.FirstOrDefault(one => one.Key == key) ?? journal.Incident(key)
        );
        builder.Services.AddMetrics();
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.Services.AddSingleton<SnapshotFeed>();
        builder.Services.AddSingleton<WatchedClusters>(() => server!.Watched);
        builder.Services.AddSingleton<RoleHistory>(
            (_, from) => new PastRoles([.. server!.Roles.Where(look => look.At >= from)], IsCut: false)
        );
        builder.Services.AddSingleton<DeliveryHistory>(
            (key, limit, _) => [.. server!.Deliveries.Where(one => key is null || one.Incident == key).Take(limit)]
        );
        builder.Services.AddSingleton<IncidentHistory>(
            (filter, limit, after) => server!.HistoryOf(filter, limit, after)
        );
        builder.Services.AddSingleton<LookHistory>((cluster, at) => (server!.Looks ?? journal.Look)(cluster, at));
        builder.Services.AddSingleton<Reload>(_ => server!.Reload());
        ListenerServices.Add(builder.Services);
        var app = builder.Build();
        WebEndpoints.Guard(app);
        WebEndpoints.Map(app);
        MetricsEndpoint.Map(app);
        await app.StartAsync();
        server = new WebServer(app, directory, journal);
        server.Watched.AddRange(watched.Select(name => new ClusterOptions { Name = name, Instances = [] }));
        return server;
    }

    /// <summary>Stops as a process that ends: connections break, nobody says goodbye to the page.</summary>
    public Task Stop() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        _journal.Dispose();
        _directory.Dispose();
    }

    IReadOnlyList<Incident> HistoryOf(IncidentFilter filter, int limit, string? after) =>
        History.Count == 0
            ? _journal.Incidents(filter, limit, after)
            :
            [
                .. History
                    .Where(i => filter.State is IncidentState.All || i.Phase is not IncidentPhase.Resolved)
                    .SkipWhile(i => after is not null && i.Key != after)
                    .Skip(after is null ? 0 : 1)
                    .Take(limit),
            ];

    Task<IReadOnlyList<string>> Reload()
    {
        Reloads++;
        return Task.FromResult(ReloadErrors);
    }
}
