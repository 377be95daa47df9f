using Npgsql;
using Primacy.Lab;
using Primacy.Repairing;
using Primacy.Tests.Forensics;
using Primacy.Tests.Hosting;
using Xunit;

namespace Primacy.Tests.Repairing;

/// <summary>A real split outside of Kubernetes: the loser is blocked by SQL, and all that it wrote is kept.</summary>
public sealed class RepairedBySqlTests(ServiceLab fixture) : IClassFixture<ServiceLab>, IDisposable
{
    readonly TemporaryDirectory _state = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _state.Dispose();

    [Fact]
    public async Task The_loser_is_blocked_its_branch_is_kept_and_a_person_makes_it_a_standby()
    {
        var lab = fixture.Lab;
        await lab.ExecuteAsync(
            1,
            $"ALTER ROLE {LabCluster.MonitorRole} REPLICATION; CREATE ROLE seller LOGIN",
            Cancellation
        );
        await lab.ExecuteAsync(1, "CREATE DATABASE shop OWNER seller", Cancellation);
        await lab.ExecuteAsync(1, $"GRANT seller, pg_signal_backend TO {LabCluster.MonitorRole}", Cancellation);
        await fixture.CaughtUpAsync(2);
        await using var service = await RepairService.BeginAsync(lab, _state.Path, Cancellation, hasLabFence: false);
        await service.HealthyAsync();
        await lab.PromoteAsync(2, Cancellation);
        await using var client = await ConnectAsync(2);
        await ExaminedLab.RunAsync(client, "CREATE TABLE sold (x int)");

        var begun = await service.ApproveAsync();
        var run = await service.RunAsync(seen =>
            seen.Steps[2].State is not (RunStepState.Waiting or RunStepState.Begun)
        );

        Assert.Equal("node-2", begun.Loser);
        Assert.All(run.Steps.Take(3), step => Assert.Equal(RunStepState.Done, step.State));
        Assert.Contains("shop refuse connections", run.Steps[1].Outcome, StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => ConnectAsync(2));
        Assert.Equal(PostgresErrorCodes.ObjectNotInPrerequisiteState, refused.SqlState);
        var kept = Assert.Single(Directory.GetDirectories(Path.Combine(_state.Path, "branches", "orders")));
        Assert.Contains(kept, run.Steps[2].Outcome, StringComparison.Ordinal);
        Assert.NotEmpty(Directory.GetFiles(kept, "00000002*"));

        await lab.RejoinAsync(2, 1, Cancellation);
        var ended = await service.RunAsync(seen => seen.State is not RunState.Running);
        Assert.Equal(RunState.Verified, ended.State);
    }

    async Task<NpgsqlConnection> ConnectAsync(int number)
    {
        var instance = fixture.Lab.Instances[number - 1];
        var connection = new NpgsqlConnection(
            $"Host={instance.SocketDirectory};Port={instance.RealPort};Username=seller;Database=shop;Pooling=false"
        );
        await connection.OpenAsync(Cancellation);
        return connection;
    }
}
