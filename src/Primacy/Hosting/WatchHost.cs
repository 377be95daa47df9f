using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Primacy.Acting;
using Primacy.Configuration;
using Primacy.Exporter;
using Primacy.Kubernetes.Following;
using Primacy.Kubernetes.Membership;
using Primacy.Notifications;
using Primacy.Repairing;
using Primacy.Scraping;
using Primacy.Storage;
using Primacy.Watching;
using Primacy.Web;
using Primacy.Web.Access;

namespace Primacy.Hosting;

/// <summary>The running service: watchers, journal, outbox and the listener, wired in this one place.</summary>
internal sealed class WatchHost : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly SqliteJournal _journal;
    readonly Lock _gate = new();
    WatchOptions? _configured;
    EquatableArray<FoundCluster> _found;

    WatchHost(WebApplication app, SqliteJournal journal) => (_app, _journal) = (app, journal);

    public SnapshotFeed Feed => _app.Services.GetRequiredService<SnapshotFeed>();

    public Repairs Repairs => _app.Services.GetRequiredService<Repairs>();

    /// <summary>Loads the configuration again.</summary>
    public Reload Reload => _app.Services.GetRequiredService<Reload>();

    /// <summary>Where page, API and metrics are served; null when nowhere.</summary>
    public Uri? Address { get; private set; }

    public ILogger<T> Logger<T>() => _app.Services.GetRequiredService<ILogger<T>>();

    /// <summary>Ends when the service has been told to stop, or has failed.</summary>
    public Task Stopped => _app.WaitForShutdownAsync();

    /// <summary>What made the service stop by itself; null when it was told to.</summary>
    public Exception? Failure =>
        _app
            .Services.GetServices<IHostedService>()
            .OfType<BackgroundService>()
            .Select(service => service.ExecuteTask?.Exception?.GetBaseException())
            .FirstOrDefault(exception => exception is not null);

    /// <exception cref="JournalException">The state directory cannot be used.</exception>
    /// <exception cref="IOException">The address to listen on cannot be had.</exception>
    public static async Task<WatchHost> StartAsync(
        WatchOptions options,
        Func<WatchHost, Reload> reload,
        Action<ILoggingBuilder> logging,
        CancellationToken cancellation,
        Action<IServiceCollection>? more = null
    )
    {
        var journal = SqliteJournal.Open(options.StateDirectory, TimeProvider.System);
        WatchHost? host = null;
        Reload? again = null;
        try
        {
            var app = Build(options, journal, stop => again!(stop), logging, more);
            host = new WatchHost(app, journal);
            again = reload(host);
            app.Services.GetRequiredService<Acts>().Load();
            app.Services.GetRequiredService<Repairs>().Load();
            host.Use(options);
            await host.ListenAsync(options.Listen, cancellation);
            host.Address = options.Listen is null ? null : host.BoundAddress();
            lock (host._gate)
                host.UseReceivers(WithFound(host._configured!, app.Services.GetRequiredService<DiscoveryService>()));
            return host;
        }
        catch
        {
            if (host is not null)
                await host._app.DisposeAsync();
            journal.Dispose();
            throw;
        }
    }

    /// <summary>Takes new clusters and receivers; a new address or state directory needs a restart.</summary>
    public void Use(WatchOptions options)
    {
        var discovery = _app.Services.GetRequiredService<DiscoveryService>();
        lock (_gate)
        {
            _configured = options;
            _app.Services.GetRequiredService<AccessRules>().Use(options.Access);
            _app.Services.GetRequiredService<RepairRules>().IsOff = options.IsRepairOff;
            discovery.Changed = UseFound;
            UseClusters(discovery, areReceiversNew: true);
        }
        discovery.Use(options.Kubernetes);
    }

    /// <summary>Clusters that are found come and go as those of the configuration do when it is loaded again.</summary>
    void UseFound()
    {
        var discovery = _app.Services.GetRequiredService<DiscoveryService>();
        lock (_gate)
        {
            var isNewName = !_found.Select(c => c.Key).SequenceEqual(discovery.Found.Select(c => c.Key));
            UseClusters(discovery, areReceiversNew: isNewName);
        }
    }

    void UseClusters(DiscoveryService discovery, bool areReceiversNew)
    {
        _found = discovery.Found;
        var options = WithFound(_configured!, discovery);
        if (areReceiversNew)
        {
            UseReceivers(options);
            // After the outbox, which judges anew what earlier windows held.
            _app.Services.GetRequiredService<Acts>().Use(options.Maintenance);
        }
        _app.Services.GetRequiredService<Scrapers>().Use(options.Exporter, Targets(options.Clusters));
        _app.Services.GetRequiredService<ClusterSupervisor>().Want(options.Clusters);
    }

    static WatchOptions WithFound(WatchOptions options, DiscoveryService discovery)
    {
        if (options is not { Kubernetes: { }, Discovered: { } defaults })
            return options;
        var named = DiscoveredClusters.Named(discovery.Found, options.Clusters.Select(cluster => cluster.Name));
        discovery.Name(named);
        return options with
        {
            Clusters =
            [
                .. options.Clusters,
                .. named.Select(n => DiscoveredClusters.ToOptions(n.Key, n.Value, defaults, discovery)),
            ],
        };
    }

    /// <summary>A newer configuration was refused; which files of queries are a reason for that is shown.</summary>
    public void Refuse(IReadOnlyList<ConfigurationError> errors) =>
        _app
            .Services.GetRequiredService<Scrapers>()
            .Refuse(file =>
                errors.Any(error =>
                    error.Source == file || error.Message.Contains($" {file} ", StringComparison.Ordinal)
                )
            );

    public async Task StopAsync() => await _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _journal.Dispose();
    }

    static ScrapeTarget[] Targets(IReadOnlyList<ClusterOptions> clusters) =>
        [
            .. clusters.SelectMany(cluster =>
                cluster.Instances.Select(i => new ScrapeTarget(
                    cluster.Name,
                    i.Instance.Id.Name,
                    i.Instance.Host,
                    i.Connection with
                    {
                        ConnectTimeout = i.Connection.ConnectTimeout ?? cluster.Timeout,
                    }
                ))
            ),
        ];

    void UseReceivers(WatchOptions options)
    {
        var outbox = _app.Services.GetRequiredService<Outbox>();
        var clusters = options.Clusters.ToDictionary(cluster => cluster.Name, cluster => cluster.Labels);
        outbox.Use(OwnReceivers.With(options, _app.Services), options.Webhooks, clusters, Address);
        _journal.Routing = outbox.Routing;
    }

    async Task ListenAsync(IPEndPoint? endpoint, CancellationToken cancellation)
    {
        try
        {
            await _app.StartAsync(cancellation);
        }
        catch (SocketException fault)
        {
            // An address that is in use comes as an IOException; one that is not ours, or not allowed, as it is.
            throw new IOException($"It is not possible to listen on {endpoint}: {fault.Message}.", fault);
        }
    }

    static WebApplication Build(
        WatchOptions options,
        SqliteJournal journal,
        Reload reload,
        Action<ILoggingBuilder> logging,
        Action<IServiceCollection>? more
    )
    {
        // Empty, as what is in the environment or beside the executable for other ASP.NET programs is not meant for
        // this one. The usual builders watch all below the working directory for it, which may be the whole disk.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        logging(builder.Logging);
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            if (options.Listen is { } endpoint)
                Listener.Listen(kestrel, endpoint, options.Web);
        });
        builder.Services.Configure<HostOptions>(host =>
        {
            host.ShutdownTimeout = TimeSpan.FromSeconds(10);
            host.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.StopHost;
        });
        builder.Services.AddSingleton<IMemoryPoolFactory<byte>, SharedMemoryPools>();
        LeadershipServices.Add(builder.Services, options);
        AddServices(builder.Services, journal, reload);
        FenceServices.Add(builder.Services, options);
        more?.Invoke(builder.Services);
        Listener.AddServices(builder.Services, options.Web);
        if (options.Listen is null)
            builder.Services.Replace(ServiceDescriptor.Singleton<IServer, SilentServer>());
        var app = builder.Build();
        Listener.Guard(app, options.Web);
        WebEndpoints.Guard(app);
        app.UseResponseCompression();
        WebEndpoints.Map(app);
        MetricsEndpoint.Map(app);
        return app;
    }

    static void AddServices(IServiceCollection services, SqliteJournal journal, Reload reload)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<SnapshotFeed>();
        JournalServices.Add(services, journal);
        services.AddSingleton<Outbox>();
        services.AddSingleton(reload);
        services.AddSingleton<IRollStore>(provider => new RollKeeper(
            journal.Roll,
            provider.GetRequiredService<ILogger<RollKeeper>>()
        ));
        services.AddSingleton<DiscoveryService>();
        services.AddHostedService(provider => provider.GetRequiredService<DiscoveryService>());
        services.AddSingleton<IMuting>(provider => provider.GetRequiredService<MuteBook>());
        services.AddSingleton<WatchedClusters>(provider =>
            () => provider.GetRequiredService<ClusterSupervisor>().Wanted
        );
        ListenerServices.Add(services);
        services.AddMetrics();
        services.AddSingleton<ClusterSupervisor>();
        services.AddSingleton<Func<ClusterOptions, ClusterWatcher>>(provider => cluster => Watch(provider, cluster));
        services.AddHostedService(provider => provider.GetRequiredService<ClusterSupervisor>());
        services.AddHostedService<OutboxService>();
    }

    static ClusterWatcher Watch(IServiceProvider provider, ClusterOptions cluster) =>
        new(
            cluster,
            provider.GetRequiredService<JournalKeepers>().Of(cluster.Name),
            provider.GetRequiredService<SnapshotFeed>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ClusterWatcher>>()
        );

    /// <summary>
    /// As others may follow it, because alerts point to it: one that listens everywhere is at this machine's name.
    /// </summary>
    Uri BoundAddress()
    {
        var server = _app.Services.GetRequiredService<IServer>();
        var bound = new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.First());
        var isEverywhere = bound.Host is "0.0.0.0" or "[::]";
        return isEverywhere ? new UriBuilder(bound) { Host = Environment.MachineName }.Uri : bound;
    }
}
