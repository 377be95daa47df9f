using Microsoft.Extensions.Logging;
using Primacy.Acting;
using Primacy.Repair;
using Primacy.Repairing;
using Primacy.Storage;
using Primacy.Tests.Cli;
using Primacy.Topology;
using Primacy.Watching;
using Xunit;

namespace Primacy.Tests.Repairing;

/// <summary>What happens to a run when the world changes in its midst.</summary>
public sealed class RunTroubleTests : IAsyncLifetime
{
    readonly TemporaryDirectory _directory = new();
    readonly SnapshotFeed _feed = new();
    readonly ScriptedMeans _means = new();
    readonly LogLines _log = new();

    /// <summary>Held by whoever publishes a look that depends on how far the run is.</summary>
    readonly Lock _looking = new();
    SqliteJournal _journal = null!;
    Repairs _repairs = null!;

    static TimeProvider Time => TimeProvider.System;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _journal = SqliteJournal.Open(_directory.Path, Time);
        // So long that no look of a test is too old on a busy machine.
        _repairs = RepairsWith(look: TimeSpan.FromSeconds(30));
        Look();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _means.Away.TrySetResult();
        await _repairs.DisposeAsync();
        _journal.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_look_that_says_otherwise_while_a_fence_gets_ready_is_heeded()
    {
        _means.Fence = order =>
        {
            lock (_looking)
            {
                Look(members: 2);
                return Task.FromResult(order.Objection());
            }
        };
        var ended = await EndedAsync(await ApproveAsync());
        Assert.Equal(RunState.Stopped, ended.State);
        Assert.Contains("The plan holds no longer.", ended.Outcome, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_was_frozen_while_a_fence_got_ready_does_nothing_by_an_old_look()
    {
        await _repairs.DisposeAsync();
        _repairs = RepairsWith(look: TimeSpan.FromSeconds(3));
        _means.Fence = async order =>
        {
            var objection = order.Objection();
            Assert.Null(objection);
            await Eventually.Holds(() => (objection = order.Objection()) is not null, "the look is too old");
            return objection;
        };
        var ended = await EndedAsync(await ApproveAsync(), isLooking: () => _means.Fenced == 0);
        Assert.Equal(RunState.Stopped, ended.State);
        Assert.Contains("There was no look at orders for 3 s.", ended.Outcome, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recording_that_fails_while_a_fence_gets_ready_keeps_the_server_from_being_stopped()
    {
        _means.Fence = order =>
        {
            _means.Fault = "its disk is full.";
            return Task.FromResult(order.Objection());
        };
        var ended = await EndedAsync(await ApproveAsync());
        Assert.Contains("goes on no longer: its disk is full.", ended.Outcome, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_stopped_before_all_is_recorded_that_was_written_before()
    {
        _means.CatchUp = "the disk is full.";
        var ended = await EndedAsync(await ApproveAsync());
        Assert.StartsWith("Stopped at step 1, keep-branch", ended.Outcome, StringComparison.Ordinal);
        Assert.Equal(0, _means.Fenced);
    }

    [Fact]
    public async Task What_was_closed_is_told_also_where_nobody_saw_that_it_helped()
    {
        var ended = await EndedAsync(await ApproveAsync());
        Assert.Equal(RunState.NotVerified, ended.State);
        Assert.Contains("did stays so: " + ScriptedMeans.Evidence, ended.Outcome, StringComparison.Ordinal);
        var interrupted = ended.Interrupted(Time.GetUtcNow());
        Assert.Contains("did stays so: " + ScriptedMeans.Evidence, interrupted.Outcome, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_nobody_foresaw_ends_the_run_and_is_in_the_log()
    {
        _means.Fence = _ => Task.FromResult<string?>("Not now.");
        _means.WhenPutAway = () => throw new IOException("The disk is gone.");
        var ended = await EndedAsync(await ApproveAsync());
        Assert.Equal(RunState.Stopped, ended.State);
        await Eventually.Holds(
            () => _log.All.Any(line => line.Contains($"orders: repair {ended.Id} broke off", StringComparison.Ordinal)),
            "the log says so"
        );
    }

    [Fact]
    public async Task A_run_whose_recording_is_still_put_away_does_not_hide_the_next_one()
    {
        _means.IsSlowToEnd = true;
        _means.Fence = _ => Task.FromResult<string?>("Not now.");
        await EndedAsync(await ApproveAsync());
        var forever = new TaskCompletionSource<string?>();
        _means.Fence = _ => forever.Task;
        var second = await ApproveAsync();
        await Eventually.Holds(
            () =>
            {
                Look();
                return _means.Fenced == 2;
            },
            "the second run is at its fence"
        );
        _means.Away.TrySetResult();
        await Eventually.Holds(() => _means.Disposed == 1, "the first recording is put away");
        Look();
        var shown = await _repairs.ProposeAsync("orders", null, Cancellation);
        Assert.StartsWith("A repair of orders is under way", shown!.Objection, StringComparison.Ordinal);
        Assert.Equal((second.Id, RunState.Running), (_repairs.RunOf("orders")!.Id, _repairs.RunOf("orders")!.State));
        forever.SetResult("Not now.");
        await EndedAsync(second);
    }

    Repairs RepairsWith(TimeSpan look)
    {
        var times = new RepairTimes { Look = look, Verify = TimeSpan.FromSeconds(1) };
        return new Repairs(
            _feed,
            new MeansFinder([_means], _means, times, Time),
            _journal.Repairs,
            new RepairRules(_ => RepairMode.Propose, () => null),
            times,
            new RepairSurroundings(Time, new Logger<Repairs>(_log))
        );
    }

    void Look(int members = 3) => _feed.Publish(SplitLooks.At(Time.GetUtcNow(), members: members));

    async Task<RepairRun> ApproveAsync()
    {
        Look();
        var shown = await _repairs.ProposeAsync("orders", null, Cancellation);
        var approval = new Approval("orders", shown!.Hash!, null, "x", new Actor("anna", "token", "127.0.0.1"));
        var result = await _repairs.ApproveAsync(approval, Cancellation);
        return Assert.IsType<ActResult<RepairRun>.Done>(result).Value;
    }

    async Task<RepairRun> EndedAsync(RepairRun begun, Func<bool>? isLooking = null)
    {
        await Eventually.Holds(
            () =>
            {
                if (_repairs.RunOf("orders") is { State: not RunState.Running } ended && ended.Id == begun.Id)
                    return true;
                // Not one that was thought of before the fence got ready and comes after what the fence published.
                lock (_looking)
                {
                    if (isLooking?.Invoke() ?? _means.Fenced == 0 || _means.Fence is null)
                        Look();
                }
                return false;
            },
            "the run has ended"
        );
        return _repairs.RunOf("orders")!;
    }
}
