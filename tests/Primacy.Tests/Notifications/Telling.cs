using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Primacy.Incidents;
using Primacy.Notifications;
using Primacy.Storage;
using Primacy.Tests.Storage;
using Primacy.Topology;
using Primacy.Watching;

namespace Primacy.Tests.Notifications;

/// <summary>A journal on disk and an outbox that can be stopped and started, as a service does it.</summary>
sealed class Telling : IAsyncDisposable
{
    readonly TemporaryDirectory _directory = new();
    readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    readonly SqliteJournal _journal;
    readonly TimeProvider _time;
    readonly ITurns? _turns;
    CancellationTokenSource _stop = new();
    Outbox? _outbox;
    Task _running = Task.CompletedTask;

    public Telling(TimeProvider? time = null, ITurns? turns = null)
    {
        _turns = turns;
        _time = time ?? TimeProvider.System;
        _journal = SqliteJournal.Open(_directory.Path, _time);
        Store = new UnwritableDeliveries(_journal.Deliveries) { IsWritable = true };
    }

    public UnwritableDeliveries Store { get; }

    public LogLines Log { get; } = new();

    public string Directory => _directory.Path;

    public IReadOnlyList<DeliveryRecord> Records => _journal.Deliveries.Records(null, 1000);

    /// <summary>Ends when it is stopped, or by a programmer's error.</summary>
    public Task Running => _running;

    public void Run(params IReadOnlyList<Receiver> receivers) =>
        Run(new NotificationOptions { Receivers = receivers }, Addressees.Clusters);

    public void Run(
        NotificationOptions options,
        IReadOnlyDictionary<string, EquatableArray<ClusterLabel>> clusters,
        params IReadOnlyList<WebhookOptions> webhooks
    )
    {
        Prepare(options, clusters, webhooks);
        _running = _outbox!.RunAsync(_stop.Token);
    }

    /// <summary>Makes an outbox that knows whom to tell, and is not run.</summary>
    public void Prepare(
        NotificationOptions options,
        IReadOnlyDictionary<string, EquatableArray<ClusterLabel>> clusters,
        params IReadOnlyList<WebhookOptions> webhooks
    )
    {
        _stop.Dispose();
        _stop = new CancellationTokenSource();
        _outbox = new Outbox(
            Store,
            _time,
            _services.GetRequiredService<IMeterFactory>(),
            new Logger<Outbox>(Log),
            turns: _turns
        );
        Use(options, clusters, webhooks);
    }

    /// <summary>Reloads: from now on these are told.</summary>
    public void Use(params IReadOnlyList<Receiver> receivers) =>
        Use(new NotificationOptions { Receivers = receivers }, Addressees.Clusters);

    /// <summary>What happened, of which what fires at the end is open.</summary>
    public void Append(params EquatableArray<IncidentEvent> events)
    {
        var last = events[^1].Incident;
        EquatableArray<Incident> open = last.Phase is IncidentPhase.Firing ? [last] : [];
        _journal.Append(last.Cluster, ClusterMemory.Empty, open, events);
    }

    public async Task StopAsync()
    {
        // What failed is heard of once.
        var running = Interlocked.Exchange(ref _running, Task.CompletedTask);
        await _stop.CancelAsync();
        await running;
        _outbox?.Dispose();
        _outbox = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _journal.Dispose();
        await _services.DisposeAsync();
        _directory.Dispose();
        _stop.Dispose();
    }

    void Use(
        NotificationOptions options,
        IReadOnlyDictionary<string, EquatableArray<ClusterLabel>> clusters,
        params IReadOnlyList<WebhookOptions> webhooks
    )
    {
        _outbox!.Use(options, webhooks, clusters, new Uri("https://primacy.example/"));
        _journal.Routing = _outbox.Routing;
    }
}
