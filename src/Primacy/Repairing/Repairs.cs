using System.Collections.Concurrent;
using Primacy.Acting;
using Primacy.Repair;
using Primacy.Watching;

namespace Primacy.Repairing;

/// <summary>
/// Plans for the splits there are, and their execution once a person has approved one by its hash. One run at a time
/// for each cluster; a run that was interrupted is shown as such and never goes on by itself.
/// </summary>
internal sealed partial class Repairs(
    SnapshotFeed feed,
    MeansFinder means,
    IRepairStore store,
    RepairRules rules,
    RepairTimes times,
    RepairSurroundings around
) : IAsyncDisposable
{
    readonly CancellationTokenSource _stop = new();
    readonly ConcurrentDictionary<string, Task> _running = new();
    readonly ConcurrentDictionary<string, RepairRun?> _newest = new();
    readonly ShownHashes _shown = new();
    readonly Lock _gate = new();

    public RepairRules Rules => rules;

    /// <summary>What was under way when the process ended is over.</summary>
    public void Load()
    {
        foreach (var run in store.Open())
        {
            var ended = run.Interrupted(around.Time.GetUtcNow());
            Keep(ended, "repair.interrupted", ended.Outcome!);
        }
    }

    /// <summary>What would be done now; null when the cluster has not been looked at.</summary>
    public Task<ShownPlan?> ProposeAsync(string cluster, string? keep, CancellationToken cancellation) =>
        ProposeAsync(cluster, keep, means.ShowAsync, cancellation);

    /// <summary>
    /// The same without waiting, for a page; null while nobody has said yet by what means, and without a split.
    /// </summary>
    public ShownPlan? Glance(ClusterSnapshot snapshot) =>
        Cases.Find(snapshot.View, snapshot.Assessment, snapshot.Incidents) switch
        {
            CaseFound.Open { Case: var known } => means.Known(known) is { } found
                ? Show(snapshot, Planner.Plan(known, found))
                : null,
            CaseFound.Refused refused => Show(snapshot, new Proposal.Refused(refused.Why)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>The run that is under way, or the last one; null when there was none.</summary>
    public RepairRun? RunOf(string cluster)
    {
        if (_newest.TryGetValue(cluster, out var known))
            return known;
        // Any name may be asked for, and is remembered only of a cluster that there is.
        return feed.Newest.ContainsKey(cluster) ? _newest.GetOrAdd(cluster, store.Newest) : store.Newest(cluster);
    }

    /// <summary>Begins to carry out the very plan that was seen, if nothing speaks against it.</summary>
    /// <exception cref="JournalException">It cannot be written down, and so nothing is done.</exception>
    public async Task<ActResult<RepairRun>> ApproveAsync(Approval approval, CancellationToken cancellation)
    {
        if (Objections(approval) is { Count: > 0 } objections)
            return new ActResult<RepairRun>.Refused(objections);
        if (await ProposeAsync(approval.Cluster, approval.Keep, means.AskAsync, cancellation) is not { } shown)
            return new ActResult<RepairRun>.Missing($"There is no cluster '{approval.Cluster}' that was looked at.");
        if (shown is not { Plan: { } plan, Hash: { } hash })
        {
            var why = ((Proposal.Refused)shown.Proposal).Why.Select(refusal => $"{refusal.Why} {refusal.Remedy}");
            return new ActResult<RepairRun>.Refused(["There is no plan now.", .. why]);
        }
        if (hash != approval.Hash)
        {
            return new ActResult<RepairRun>.Refused([
                $"That is not the plan of now, which is {hash}: look at it and decide again.",
                .. _shown.Changes(approval.Hash, plan.Basis),
            ]);
        }
        lock (_gate)
        {
            // Asked again, as another one may have been first while the means were asked.
            if (Objections(approval) is { Count: > 0 } late)
                return new ActResult<RepairRun>.Refused(late);
            return new ActResult<RepairRun>.Done(Begin(plan, approval));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running.Values);
        _stop.Dispose();
    }

    async Task<ShownPlan?> ProposeAsync(
        string cluster,
        string? keep,
        Func<RepairCase, CancellationToken, Task<Means>> ask,
        CancellationToken cancellation
    )
    {
        if (feed.Newest.GetValueOrDefault(cluster) is not { } snapshot)
            return null;
        var proposal = Cases.Find(snapshot.View, snapshot.Assessment, snapshot.Incidents, keep) switch
        {
            CaseFound.Open open => Planner.Plan(open.Case, await ask(open.Case, cancellation)),
            CaseFound.Refused refused => new Proposal.Refused(refused.Why),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return Show(snapshot, proposal);
    }

    EquatableArray<string> Objections(Approval approval) =>
        [
            .. new[]
            {
                rules.ObjectionTo(approval.Cluster),
                string.IsNullOrWhiteSpace(approval.Reason) ? "Say why: the reason is kept in the audit log." : null,
                approval.Reason.Length > Approval.ReasonMax
                    ? $"The reason is longer than {Approval.ReasonMax} characters."
                    : null,
                Busy(approval.Cluster),
            }.OfType<string>(),
        ];

    string? Busy(string cluster)
    {
        if (RunOf(cluster) is not { } last)
            return null;
        if (last.State is RunState.Running)
            return $"A repair of {cluster} is under way since {last.StartedAt:HH:mm:ss} UTC: one at a time.";
        var over = last is { State: RunState.Verified or RunState.NotVerified, HasFenced: true, EndedAt: { } ended }
            ? ended + times.Pause - around.Time.GetUtcNow()
            : TimeSpan.Zero;
        return over > TimeSpan.Zero
            ? $"The last repair of {cluster} has just ended: the next may begin in {over.TotalSeconds:F0} s."
            : null;
    }

    RepairRun Begin(Plan plan, Approval approval)
    {
        var run = new RepairRun
        {
            Id = Guid.NewGuid().ToString("N")[..12],
            Cluster = approval.Cluster,
            Incident = plan.Case.Incident,
            Hash = approval.Hash,
            Keep = plan.Case.Keep.Instance.Name,
            Loser = plan.Case.Loser.Instance.Name,
            Actor = approval.Actor,
            Reason = approval.Reason.Trim(),
            StartedAt = around.Time.GetUtcNow(),
            Steps = [.. plan.Steps.Select(RunStep.Of)],
        };
        Keep(run, "repair.approve", $"plan {run.Hash}: keep {run.Keep}, stop {run.Loser}: {run.Reason}");
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _running[run.Id] = RunAsync(plan, run, started.Task);
        started.SetResult();
        return run;
    }

    async Task RunAsync(Plan plan, RepairRun run, Task started)
    {
        await started;
        var execution = new Execution(plan, run, new ExecutionMeans(feed, means, rules, times, Keep), around);
        try
        {
            await execution.RunAsync(_stop.Token);
        }
        // Nobody waits for a run: what it could not foresee would else be seen by nobody.
        catch (Exception fault)
        {
            LogBroken(around.Logger, fault, run.Cluster, run.Id);
        }
        finally
        {
            // The end is known here also when it could not be written down: else nothing could be begun any more.
            var last = execution.Run;
            lock (_gate)
            {
                // What has ended may be followed by another one while its recording is still being put away.
                if (_newest.GetValueOrDefault(run.Cluster)?.Id == run.Id)
                    _newest[run.Cluster] =
                        last.State is RunState.Running ? last.Interrupted(around.Time.GetUtcNow()) : last;
            }
            _running.TryRemove(run.Id, out _);
        }
    }

    ShownPlan Show(ClusterSnapshot snapshot, Proposal proposal)
    {
        var run = RunOf(snapshot.Cluster);
        var objection = rules.ObjectionTo(snapshot.Cluster) ?? Busy(snapshot.Cluster);
        var mode = rules.ModeOf(snapshot.Cluster);
        var shown = new ShownPlan(snapshot.Cluster, snapshot.View.At, proposal, mode, objection, run);
        if (shown is { Plan: { } plan, Hash: { } hash })
            _shown.Keep(hash, plan.Basis);
        return shown;
    }

    /// <summary>Durable first, shown second.</summary>
    void Keep(RepairRun run, string act, string what)
    {
        store.Keep(run, new AuditEntry(around.Time.GetUtcNow(), run.Actor, act, run.Incident, what));
        _newest[run.Cluster] = run;
        LogKept(around.Logger, run.Cluster, run.Id, act, what);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Cluster}: repair {Run} broke off")]
    static partial void LogBroken(ILogger logger, Exception fault, string cluster, string run);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Cluster}: repair {Run}: {Act}: {What}")]
    static partial void LogKept(ILogger logger, string cluster, string run, string act, string what);
}
