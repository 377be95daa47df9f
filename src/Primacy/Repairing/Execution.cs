using Primacy.Repair;
using Primacy.Topology;
using Primacy.Watching;

namespace Primacy.Repairing;

/// <summary>
/// Carries one plan out: each step is checked against a look that was begun after the one before had ended, written
/// down, done, and written down again. What cannot be checked or written down is not done.
/// </summary>
internal sealed class Execution(Plan plan, RepairRun start, ExecutionMeans with, RepairSurroundings around)
{
    IBranchRecording? _recording;
    Lsn? _standsAt;
    string? _shortfall;

    /// <summary>How far it is.</summary>
    public RepairRun Run { get; private set; } = start;

    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            await StepsAsync(stop);
        }
        catch (OperationCanceledException)
        {
            Run = Run.Interrupted(around.Time.GetUtcNow());
            TryEnd(Run.Outcome!);
        }
        catch (JournalException fault)
        {
            End(RunState.Stopped, $"It could not be written down, and so ends here. {fault.Message}{Run.Stays}{Kept}");
        }
        finally
        {
            if (_recording is not null)
                await _recording.DisposeAsync();
        }
    }

    async Task StepsAsync(CancellationToken stop)
    {
        for (var number = 0; number < plan.Steps.Count; number++)
        {
            var step = plan.Steps[number];
            if (await ObjectionAsync(step, stop) is { } objection)
            {
                End(
                    RunState.Stopped,
                    $"Stopped before step {number + 1}, {Run.Steps[number].Title}: {objection}{Run.Stays}{Kept}"
                );
                return;
            }
            Begin(number);
            var result = await DoAsync(step, stop);
            Finish(number, result);
            if (result.IsDone)
                continue;
            if (step.Kind is StepKind.KeepBranch or StepKind.Fence)
            {
                End(
                    RunState.Stopped,
                    $"Stopped at step {number + 1}, {Run.Steps[number].Title}: {result.Outcome}{Run.Stays}{Kept}"
                );
                return;
            }
            // Nothing that could do harm comes after the last fence: whether it has helped is looked at all the same.
            _shortfall ??= result.Outcome;
        }
        if (_shortfall is null)
            End(RunState.Verified, $"{plan.Steps[^1].Effect}{Kept}");
        else
            End(RunState.NotVerified, $"Not verified: {_shortfall}{Run.Stays}{Kept}");
    }

    /// <summary>Why a step may not be begun, by the configuration, the lease, and a look of now.</summary>
    async Task<string?> ObjectionAsync(PlanStep step, CancellationToken stop)
    {
        if (step.Kind is not (StepKind.KeepBranch or StepKind.Fence))
            return null;
        if (ObjectionByRule() is { } objection)
            return objection;
        var since = around.Time.GetUtcNow();
        if (await LookAsync(look => look.View.At >= since, with.Times.Look, stop) is not { } look)
            return $"There was no look at {Run.Cluster} for {with.Times.Look.TotalSeconds:F0} s.";
        return Change(look);
    }

    /// <summary>
    /// The same from memory, for right before an act: a means takes a while to get there, and a process may have been
    /// frozen since its look.
    /// </summary>
    string? ObjectionNow()
    {
        if (ObjectionByRule() is { } objection)
            return objection;
        var look = with.Feed.Newest.GetValueOrDefault(Run.Cluster);
        return look is null || (around.Time.GetUtcNow() - look.View.At).Duration() > with.Times.Look
            ? $"There was no look at {Run.Cluster} for {with.Times.Look.TotalSeconds:F0} s."
            : Change(look);
    }

    string? ObjectionByRule() =>
        with.Rules.ObjectionTo(Run.Cluster)
        ?? (_recording?.Fault is { } fault ? $"The recording goes on no longer: {fault}" : null);

    string? Change(ClusterSnapshot look)
    {
        var changed = Recheck.BeforeFence(plan, look.View, look.Assessment, look.Incidents);
        return changed.Count == 0 ? null : $"The plan holds no longer. {string.Join(" ", changed)}";
    }

    async Task<StepResult> DoAsync(PlanStep step, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(LimitOf(step), around.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        try
        {
            return await (
                step.Kind switch
                {
                    StepKind.KeepBranch => RecordAsync(either.Token),
                    StepKind.Fence => FenceAsync(step, either.Token),
                    StepKind.CompleteBranch => CompleteAsync(either.Token),
                    StepKind.Verify => VerifyAsync(stop),
                    _ => throw new System.Diagnostics.UnreachableException(),
                }
            );
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return StepResult.Failed(
                $"It took longer than {LimitOf(step).TotalSeconds:F0} s; what it did is not known."
            );
        }
        // The edge to what others wrote: whatever goes wrong in a means, the run ends here and says so.
        catch (Exception fault) when (fault is not (OperationCanceledException or JournalException))
        {
            return StepResult.Failed($"It failed, and what it did is not known: {fault.Message}");
        }
    }

    TimeSpan LimitOf(PlanStep step) =>
        step.Kind switch
        {
            StepKind.Fence => with.Times.Fence,
            StepKind.Verify => with.Times.Verify + with.Times.Look,
            _ => with.Times.Record,
        };

    async Task<StepResult> RecordAsync(CancellationToken stop)
    {
        if (with.Found.Keeper is not { } keeper)
            return StepResult.Failed("Nothing here can keep the branch.");
        switch (await keeper.StartAsync(plan.Case.Loser, plan.Case.Fork, stop))
        {
            case BranchStart.Started { Recording: var recording }:
                _recording = recording;
                // Who is ended before that is rewound by its manager, and what was not recorded yet is gone.
                if (await recording.CatchUpAsync(stop) is { } why)
                    return StepResult.Failed($"The recording goes on no longer: {why}");
                return StepResult.Done($"Recorded up to {recording.HeldUpTo} in {recording.Directory}, and going on.");
            case BranchStart.Refused { Why: var refusal }:
                return StepResult.Failed(refusal);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    async Task<StepResult> FenceAsync(PlanStep step, CancellationToken stop)
    {
        if (with.Found.Fence(step.Means) is not { } fence)
            return StepResult.Failed($"There is no fence '{step.Means}' any more.");
        var order = new FenceOrder(plan.Case.Loser, step.Offer!, ObjectionNow);
        switch (await fence.FenceAsync(order, stop))
        {
            case FenceOutcome.Fenced fenced:
                _standsAt = fenced.StandsAt;
                return StepResult.Done(fenced.Evidence);
            case FenceOutcome.Refused { Why: var why }:
                return StepResult.Failed($"Refused, and nothing is changed: {why}");
            case FenceOutcome.Unknown { Why: var why }:
                return StepResult.Failed($"Whether it is stopped is not known: {why}");
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    async Task<StepResult> CompleteAsync(CancellationToken stop) =>
        await _recording!.CompleteAsync(_standsAt, stop) switch
        {
            BranchEnd.Complete { UpTo: var upTo } => StepResult.Done(
                $"All that {Run.Loser} wrote up to {upTo} is in {_recording.Directory}."
            ),
            BranchEnd.Incomplete { UpTo: var upTo, Why: var why } => StepResult.Failed(
                $"Recorded up to {upTo} in {_recording.Directory}; whether that is all is not known: {why}"
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    async Task<StepResult> VerifyAsync(CancellationToken stop)
    {
        EquatableArray<string> missing = ["There was no look."];
        var since = around.Time.GetUtcNow();
        var seen = await LookAsync(
            look => look.View.At >= since && (missing = Recheck.Missing(plan, look.View, look.Assessment)).Count == 0,
            with.Times.Verify,
            stop
        );
        return seen is not null
            ? StepResult.Done(plan.Steps[^1].Effect)
            : StepResult.Failed(
                $"For {with.Times.Verify.TotalMinutes:F0} min it was not so. {string.Join(" ", missing)}"
            );
    }

    /// <summary>The first look that is as it should be; null when none is in time.</summary>
    async Task<ClusterSnapshot?> LookAsync(
        Func<ClusterSnapshot, bool> isMeant,
        TimeSpan patience,
        CancellationToken stop
    )
    {
        using var limit = new CancellationTokenSource(patience, around.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        try
        {
            await foreach (var all in with.Feed.ReadAllAsync(either.Token))
            {
                if (all.GetValueOrDefault(Run.Cluster) is { } look && isMeant(look))
                    return look;
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested) { }
        return null;
    }

    string Kept =>
        _recording is null ? "" : $" What {Run.Loser} wrote is in {_recording.Directory}, up to {_recording.HeldUpTo}.";

    void Begin(int number)
    {
        var now = around.Time.GetUtcNow();
        Run = Run.With(number, step => step with { State = RunStepState.Begun, BegunAt = now });
        with.Keep(
            Run,
            "repair.step",
            $"step {number + 1}, {Run.Steps[number].Title}, begins: {Run.Steps[number].Action}"
        );
    }

    void Finish(int number, StepResult result)
    {
        var now = around.Time.GetUtcNow();
        var state = result.IsDone ? RunStepState.Done : RunStepState.Failed;
        Run = Run.With(number, step => step with { State = state, EndedAt = now, Outcome = result.Outcome });
        var how = result.IsDone ? "is done" : "has failed";
        with.Keep(Run, "repair.step", $"step {number + 1}, {Run.Steps[number].Title}, {how}: {result.Outcome}");
    }

    void End(RunState state, string outcome)
    {
        Run = Run with { State = state, EndedAt = around.Time.GetUtcNow(), Outcome = outcome };
        TryEnd(outcome);
    }

    /// <summary>What has ended has ended, written down or not: after a restart it is found as interrupted.</summary>
    void TryEnd(string outcome)
    {
        try
        {
            with.Keep(Run, "repair.end", outcome);
        }
        catch (JournalException) { }
    }
}
