using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Primacy.Acting;
using Primacy.Analysis;
using Primacy.Hosting;
using Primacy.Lab;
using Primacy.Probing;
using Primacy.Repair;
using Primacy.Repairing;
using Primacy.Storage;
using Primacy.Topology;
using Primacy.Watching;
using Xunit;

namespace Primacy.Tests.Repairing;

/// <summary>The real service that watches a lab and may repair it by the lab's own means.</summary>
sealed class RepairService : IAsyncDisposable
{
    public const string Cluster = "orders";

    static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    /// <summary>
    /// The machine may have much else to do, both while a run looks and before the next split is there.
    /// </summary>
    static readonly RepairTimes Times = new()
    {
        Offer = TimeSpan.FromSeconds(30),
        Look = TimeSpan.FromMinutes(1),
        Pause = TimeSpan.FromMinutes(10),
    };

    readonly string _state;
    readonly CancellationToken _cancellation;
    WatchHost? _host;

    RepairService(LabCluster lab, string state, CancellationToken cancellation) =>
        (Fence, _state, _cancellation) = (new LabFence(lab), state, cancellation);

    public LabFence Fence { get; }

    /// <summary>What is kept of branches.</summary>
    public IEnumerable<string> Kept =>
        Directory.EnumerateFiles(Path.Combine(_state, "branches"), "*", SearchOption.AllDirectories);

    public Repairs Repairs => _host!.Repairs;

    public ClusterSnapshot? Newest => _host!.Feed.Newest.GetValueOrDefault(Cluster);

    /// <param name="lab">What is watched.</param>
    /// <param name="state">The state directory.</param>
    /// <param name="cancellation">Ends all waiting.</param>
    /// <param name="user">The role that watches: the lab's own for that may not change databases.</param>
    /// <param name="hasLabFence">Whether the lab's own way to stop a server is there beside the product's.</param>
    public static async Task<RepairService> BeginAsync(
        LabCluster lab,
        string state,
        CancellationToken cancellation,
        string user = LabCluster.MonitorRole,
        bool hasLabFence = true
    )
    {
        var service = new RepairService(lab, state, cancellation);
        service._host = await WatchHost.StartAsync(
            new WatchOptions
            {
                Clusters = [OptionsOf(lab, user)],
                StateDirectory = state,
                Listen = null,
            },
            _ => _ => Task.FromResult<IReadOnlyList<string>>([]),
            logging => logging.ClearProviders(),
            cancellation,
            more =>
            {
                more.AddSingleton(Times);
                if (hasLabFence)
                    more.AddSingleton<IFence>(service.Fence);
            }
        );
        return service;
    }

    /// <summary>After looks that were begun after now.</summary>
    public async Task HealthyAsync()
    {
        var since = Newest?.Cycle ?? 0;
        await HoldsAsync(
            () =>
                Newest is { IsComplete: true, Incidents: [], Assessment.Headline.Code: VerdictCode.Healthy } now
                && now.Cycle > since + 1,
            "the cluster is healthy"
        );
    }

    /// <summary>After a look that shows so many primaries.</summary>
    public Task PrimariesAsync(int count) =>
        HoldsAsync(() => Newest?.View.Primaries.Count == count, $"{count} primaries are seen");

    /// <summary>The plan, as soon as there is one.</summary>
    public async Task<ShownPlan> PlanAsync()
    {
        ShownPlan? shown = null;
        await HoldsAsync(
            async () =>
            {
                shown = await Repairs.ProposeAsync(Cluster, null, _cancellation);
                return shown is { Plan: { } };
            },
            "there is a plan"
        );
        return shown!;
    }

    public Task<ActResult<RepairRun>> ApproveAsync(string hash) =>
        Repairs.ApproveAsync(
            new Approval(Cluster, hash, null, "it came back", new Actor("anna", "token", "127.0.0.1")),
            _cancellation
        );

    /// <summary>What was counted may change before the approval: then the newer plan is approved.</summary>
    public async Task<RepairRun> ApproveAsync()
    {
        RepairRun? begun = null;
        await HoldsAsync(
            async () =>
            {
                begun = (await ApproveAsync((await PlanAsync()).Hash!) as ActResult<RepairRun>.Done)?.Value;
                return begun is not null;
            },
            "a plan is approved"
        );
        return begun!;
    }

    /// <summary>The run, as soon as it is as it should be.</summary>
    public async Task<RepairRun> RunAsync(Func<RepairRun, bool> isMeant)
    {
        await HoldsAsync(() => isMeant(Repairs.RunOf(Cluster)!), "the run is so far");
        return Repairs.RunOf(Cluster)!;
    }

    /// <summary>What the journal holds after the service was stopped in an orderly way.</summary>
    public async Task<(RepairRun Run, IReadOnlyList<AuditEntry> Audit)> StopAsync()
    {
        await DisposeHostAsync();
        using var journal = SqliteJournal.Open(_state, TimeProvider.System);
        return (journal.Repairs.Newest(Cluster)!, journal.Acts.Audit(null, 100));
    }

    public async ValueTask DisposeAsync()
    {
        await DisposeHostAsync();
    }

    async Task DisposeHostAsync()
    {
        if (_host is not { } host)
            return;
        _host = null;
        await host.StopAsync();
        await host.DisposeAsync();
    }

    Task HoldsAsync(Func<bool> condition, string what) => HoldsAsync(() => ValueTask.FromResult(condition()), what);

    async Task HoldsAsync(Func<ValueTask<bool>> condition, string what) =>
        Assert.True(
            await Patience.UntilAsync(condition, Deadline, TimeProvider.System, _cancellation),
            $"Waited {Deadline.TotalSeconds} s in vain: {what}. {Newest?.Assessment.Headline.Summary} {Run()}"
        );

    string Run() => Repairs.RunOf(Cluster) is { } run ? $"{run.State}: {run.Outcome} {run.Steps}" : "";

    static ClusterOptions OptionsOf(LabCluster lab, string user) =>
        new()
        {
            Name = Cluster,
            Repair = RepairMode.Propose,
            Instances =
            [
                .. lab.Instances.Select(server => new InstanceOptions(
                    new Instance(new InstanceId(server.Name), server.Host, server.Port),
                    new ConnectionSettings
                    {
                        Host = server.Host,
                        Port = server.Port,
                        User = user,
                        Password = lab.Password,
                        SslMode = Npgsql.SslMode.Disable,
                    }
                )),
            ],
        };
}
