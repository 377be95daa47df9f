using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Primacy.Hosting;
using Primacy.Watching;
using Xunit;

namespace Primacy.Tests.Hosting;

/// <summary>However a watcher ends, the process must know of it, and say why.</summary>
public sealed class ClusterSupervisorTests : IDisposable
{
    static readonly ClusterOptions Cluster = new() { Name = "orders", Instances = [] };

    readonly SnapshotFeed _feed = new();
    readonly ApplicationLifetime _lifetime = new(NullLogger<ApplicationLifetime>.Instance);
    readonly JournalKeepers _keepers;
    readonly ClusterSupervisor _supervisor;
    Func<Exception> _fault = () => new JournalException("It is broken.");

    public ClusterSupervisorTests()
    {
        _keepers = new JournalKeepers(
            new BrokenJournal(() => _fault()),
            _ => { },
            TimeProvider.System,
            NullLogger<JournalKeeper>.Instance
        );
        _supervisor = new ClusterSupervisor(Create, _keepers, _feed, _lifetime, NullLogger<ClusterSupervisor>.Instance);
    }

    public void Dispose() => _supervisor.Dispose();

    [Fact]
    public async Task A_watcher_that_fails_fails_the_service_with_its_fault()
    {
        await Assert.ThrowsAsync<JournalException>(RunAsync);
    }

    [Fact]
    public async Task A_watcher_that_was_cancelled_by_nobody_is_a_fault_and_no_orderly_end()
    {
        _fault = () => new OperationCanceledException();

        await Assert.ThrowsAsync<InvalidOperationException>(RunAsync);
    }

    async Task RunAsync()
    {
        _supervisor.Want([Cluster]);
        await _supervisor.StartAsync(TestContext.Current.CancellationToken);
        _lifetime.NotifyStarted();
        await _supervisor.ExecuteTask!.WaitAsync(
            TimeSpan.FromSeconds(30),
            TimeProvider.System,
            TestContext.Current.CancellationToken
        );
    }

    ClusterWatcher Create(ClusterOptions cluster) =>
        new(cluster, _keepers.Of(cluster.Name), _feed, TimeProvider.System, NullLogger<ClusterWatcher>.Instance);
}
