using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Primacy.Hosting;
using Primacy.Storage;
using Primacy.Watching;
using Primacy.Web;

namespace Primacy.Bench.WallCost;

/// <summary>
/// The service's own listener and pages, fed with looks twice a second for each cluster: watchers for two thousand
/// clusters would need as many servers, and cost more than what is measured here.
/// </summary>
internal sealed class WallService : IAsyncDisposable
{
    static readonly TimeSpan PublishEvery = TimeSpan.FromMilliseconds(10);

    const int TurnsOfACluster = 50;

    readonly WebApplication _app;
    readonly SqliteJournal _journal;
    readonly DirectoryInfo _directory;
    readonly CancellationTokenSource _stop = new();
    readonly Task _publishing;
    long _looks;

    WallService(WebApplication app, SqliteJournal journal, DirectoryInfo directory, WallLooks looks, string[] names)
    {
        (_app, _journal, _directory) = (app, journal, directory);
        _publishing = Task.Run(() => PublishAsync(looks, names));
    }

    /// <summary>How many looks were published.</summary>
    public long Looks => Interlocked.Read(ref _looks);

    public Uri Address => new(_app.Urls.Single());

    public static async Task<WallService> StartAsync(WallLooks looks, int clusters)
    {
        var directory = Directory.CreateTempSubdirectory("primacy-bench-wall-");
        var journal = SqliteJournal.Open(directory.FullName, TimeProvider.System);
        ClusterOptions[] watched =
        [
            .. Enumerable
                .Range(0, clusters)
                .Select(i => new ClusterOptions
                {
                    Name = string.Create(CultureInfo.InvariantCulture, $"service-{i:0000}"),
                    Instances = [],
                    Labels = [new ClusterLabel("env", i % 2 == 0 ? "prod" : "test")],
                }),
        ];
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        JournalServices.Add(builder.Services, journal);
        builder.Services.AddSingleton<WatchedClusters>(_ => () => watched);
        builder.Services.AddSingleton<Reload>(_ => _ => Task.FromResult<IReadOnlyList<string>>([]));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<SnapshotFeed>();
        builder.Services.AddMetrics();
        ListenerServices.Add(builder.Services);
        var app = builder.Build();
        WebEndpoints.Guard(app);
        WebEndpoints.Map(app);
        await app.StartAsync();
        return new WallService(app, journal, directory, looks, [.. watched.Select(cluster => cluster.Name)]);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _publishing;
        await _app.DisposeAsync();
        _journal.Dispose();
        _directory.Delete(recursive: true);
        _stop.Dispose();
    }

    /// <summary>Each cluster twice a second; each second another one splits, and is whole again in the next.</summary>
    async Task PublishAsync(WallLooks looks, string[] names)
    {
        var feed = _app.Services.GetRequiredService<SnapshotFeed>();
        using var timer = new PeriodicTimer(PublishEvery);
        try
        {
            for (var turn = 0; await timer.WaitForNextTickAsync(_stop.Token); turn++)
            {
                var broken = turn / (2 * TurnsOfACluster) % names.Length;
                var now = TimeProvider.System.GetUtcNow();
                for (var i = turn % TurnsOfACluster; i < names.Length; i += TurnsOfACluster)
                {
                    feed.Publish((i == broken ? looks.Split : looks.Healthy) with { Cluster = names[i], At = now });
                    Interlocked.Increment(ref _looks);
                }
            }
        }
        catch (OperationCanceledException) { }
    }
}
