using Npgsql;
using Primacy.Acting;
using Primacy.Lab;
using Primacy.Repair;
using Primacy.Repairing;
using Primacy.Tests.Hosting;
using Xunit;

namespace Primacy.Tests.Repairing;

/// <summary>Plans that are carried out on real servers that are really split, by the real service.</summary>
public sealed class RepairedLabTests(ServiceLab fixture) : IClassFixture<ServiceLab>, IDisposable
{
    readonly TemporaryDirectory _state = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _state.Dispose();

    [Fact]
    public async Task A_split_is_ended_and_verified_and_the_next_repair_waits()
    {
        await using var service = await BeginAsync();
        await SplitAsync(service);
        var run = await service.ApproveAsync();
        await service.RunAsync(seen => seen.Steps[2].State is RunStepState.Done);
        Assert.NotEmpty(service.Kept);

        // What a person, or its manager, does with a server that was stopped.
        await fixture.Lab.RejoinAsync(2, 1, Cancellation);
        var ended = await service.RunAsync(seen => seen.State is not RunState.Running);
        Assert.Equal((run.Id, RunState.Verified), (ended.Id, ended.State));
        Assert.All(ended.Steps, step => Assert.Equal(RunStepState.Done, step.State));
        Assert.Equal(["node-2"], service.Fence.Stopped);

        await SplitAsync(service);
        var shown = await service.PlanAsync();
        Assert.StartsWith("The last repair of orders has just ended", shown.Objection, StringComparison.Ordinal);
        Assert.IsType<ActResult<RepairRun>.Refused>(await service.ApproveAsync(shown.Hash!));
        await fixture.Lab.RejoinAsync(2, 1, Cancellation);
        var (kept, audit) = await service.StopAsync();
        Assert.Equal(ended, kept);
        Assert.Equal(
            ["repair.end", .. Enumerable.Repeat("repair.step", 8), "repair.approve"],
            audit.Select(entry => entry.Act)
        );
    }

    [Fact]
    public async Task Writes_are_blocked_by_SQL_before_the_server_is_ended_where_the_role_may()
    {
        await using var service = await BeginAsync(LabCluster.SuperuserRole);
        await SplitAsync(service);
        // A superuser is no exception.
        service.Fence.InTheMidst = async () => await Assert.ThrowsAsync<PostgresException>(() => WriteAsync(2));
        await service.ApproveAsync();
        await service.RunAsync(seen => seen.Steps[3].State is RunStepState.Done);
        await fixture.Lab.RejoinAsync(2, 1, Cancellation);
        var ended = await service.RunAsync(seen => seen.State is not RunState.Running);

        Assert.Equal(
            ["keep-branch", "fence (sql)", "fence (stop)", "complete-branch", "verify"],
            ended.Steps.Select(step => step.Title)
        );
        Assert.Equal(RunState.Verified, ended.State);
        Assert.Equal(["node-2"], service.Fence.Stopped);
    }

    [Fact]
    public async Task What_changes_in_the_midst_ends_a_run_before_the_server_is_stopped()
    {
        await using var service = await BeginAsync(LabCluster.SuperuserRole);
        await SplitAsync(service);
        service.Fence.InTheMidst = () =>
        {
            service.Repairs.Rules.IsOff = true;
            return Task.CompletedTask;
        };
        await service.ApproveAsync();
        var ended = await service.RunAsync(seen => seen.State is not RunState.Running);

        Assert.Equal(RunState.Stopped, ended.State);
        Assert.Contains("nothing is changed: Repairs are switched off", ended.Outcome, StringComparison.Ordinal);
        // What was done before that is in force, and is not forgotten.
        Assert.Contains("What fence (sql) did stays so: ", ended.Outcome, StringComparison.Ordinal);
        Assert.Contains($" in {_state.Path}", ended.Outcome, StringComparison.Ordinal);
        Assert.Empty(service.Fence.Stopped);
        await service.PrimariesAsync(2);
        await fixture.Lab.RejoinAsync(2, 1, Cancellation);
    }

    [Fact]
    public async Task There_is_one_repair_at_a_time_and_what_is_under_way_when_the_service_stops_is_interrupted()
    {
        await using var service = await BeginAsync();
        await SplitAsync(service);
        service.Fence.InTheMidst = () =>
            Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, service.Fence.Cancellation);
        await service.ApproveAsync();
        await service.RunAsync(seen => seen.Steps[1].State is RunStepState.Begun);

        var shown = await service.PlanAsync();
        Assert.StartsWith("A repair of orders is under way since", shown.Objection, StringComparison.Ordinal);
        Assert.IsType<ActResult<RepairRun>.Refused>(await service.ApproveAsync(shown.Hash!));
        var (run, audit) = await service.StopAsync();
        Assert.Equal((RunState.Interrupted, "repair.end"), (run.State, audit[0].Act));
        AssertInterrupted(run);
        Assert.Empty(service.Fence.Stopped);
        await fixture.Lab.RejoinAsync(2, 1, Cancellation);
    }

    [Fact]
    public async Task After_kill_9_a_run_is_shown_as_interrupted_never_goes_on_and_a_new_plan_ends_the_split()
    {
        await using (var service = await BeginAsync())
            await SplitAsync(service);
        using (var child = ChildProcess.Start(nameof(RepairChild), $"{fixture.Lab.Name}\n{_state.Path}"))
        {
            try
            {
                await Eventually.Holds(
                    () => File.Exists(RepairChild.Sign(_state.Path)),
                    "it is about to stop the server"
                );
            }
            finally
            {
                child.Kill();
                await child.WaitForExitAsync(Cancellation);
            }
        }
        await using var again = await BeginAsync();
        var found = await again.RunAsync(seen => seen.State is RunState.Interrupted);
        AssertInterrupted(found);
        Assert.Equal("anna", found.Actor.Name);
        var shown = await again.PlanAsync();
        Assert.Equal((null, found), (shown.Objection, shown.Run));
        Assert.Empty(again.Fence.Stopped);

        var run = await again.ApproveAsync();
        await again.RunAsync(seen => seen.Id == run.Id && seen.Steps[2].State is RunStepState.Done);
        await fixture.Lab.RejoinAsync(2, 1, Cancellation);
        await again.RunAsync(seen => seen.State is RunState.Verified);
        var (_, audit) = await again.StopAsync();
        Assert.Single(audit, entry => entry.Act == "repair.interrupted");
    }

    static void AssertInterrupted(RepairRun run)
    {
        Assert.StartsWith(
            "Interrupted at step 2, fence (stop): whether it was done is not known.",
            run.Outcome,
            StringComparison.Ordinal
        );
        Assert.Equal(
            [RunStepState.Done, RunStepState.Begun, RunStepState.Waiting, RunStepState.Waiting],
            run.Steps.Select(step => step.State)
        );
    }

    Task<RepairService> BeginAsync(string user = LabCluster.MonitorRole) =>
        RepairService.BeginAsync(fixture.Lab, _state.Path, Cancellation, user);

    /// <summary>The second one is promoted beside the first, which two of three stand behind, and both write.</summary>
    async Task SplitAsync(RepairService service)
    {
        await service.HealthyAsync();
        const string Known = "SELECT count(*) FROM pg_database WHERE datname = 'shop'";
        if (await fixture.Lab.QueryScalarAsync<long>(1, Known, Cancellation) == 0)
            await fixture.Lab.ExecuteAsync(1, "CREATE DATABASE shop", Cancellation);
        await fixture.CaughtUpAsync(2);
        await fixture.Lab.PromoteAsync(2, Cancellation);
        foreach (var number in (int[])[1, 2])
            await WriteAsync(number);
    }

    /// <summary>As a client of the only database that has any.</summary>
    async Task WriteAsync(int number)
    {
        await using var client = new NpgsqlConnection(
            fixture.Lab.ConnectionString(number, LabCluster.SuperuserRole, "shop") + ";Pooling=false"
        );
        await client.OpenAsync(Cancellation);
        await using var write = new NpgsqlCommand("CREATE TABLE IF NOT EXISTS written ()", client);
        await write.ExecuteNonQueryAsync(Cancellation);
    }
}
