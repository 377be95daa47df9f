using System.Globalization;
using Primacy.Topology;

namespace Primacy.Probing;

/// <summary>
/// One look at an instance. It has an outcome when it is given up, whatever the network and the driver do, and then
/// ends what it had begun.
/// </summary>
internal sealed class Look(InstanceId instance, Line line, TimeSpan timeout, TimeProvider time)
{
    /// <summary>Its continuations run at once: those of a watcher only wake its thread.</summary>
    readonly TaskCompletionSource<Observation> _outcome = new();
    readonly long _begun = time.GetTimestamp();
    long _askedAtTicks = time.GetUtcNow().UtcTicks;
    bool _isAsking;

    public Task<Observation> Outcome => _outcome.Task;

    /// <summary>How long it may still take; negative when it is overdue.</summary>
    public TimeSpan Left => timeout - time.GetElapsedTime(_begun);

    public bool IsOver => _outcome.Task.IsCompleted;

    /// <summary>
    /// Does the look. The task ends when nothing of it goes on any more, which may be after the outcome, and never
    /// fails.
    /// </summary>
    /// <param name="before">The work of the look before: one connection at a time.</param>
    public async Task RunAsync(Task before)
    {
        await before;
        if (IsOver)
            return;
        try
        {
            Finish(new ProbeOutcome.Answered(await line.AskAsync(this).ConfigureAwait(false)));
        }
        catch (Exception e)
        {
            // Whatever the driver throws is the outcome of this look, and of no other.
            Finish(ProbeFailureClassifier.Classify(e, Silence(_isAsking ? timeout : line.ConnectTimeout)));
        }
    }

    /// <summary>Says that a connection is being made.</summary>
    public void Connects()
    {
        _isAsking = false;
        Volatile.Write(ref _askedAtTicks, time.GetUtcNow().UtcTicks);
    }

    /// <summary>Says that the question is being sent.</summary>
    public void Asks()
    {
        Volatile.Write(ref _askedAtTicks, time.GetUtcNow().UtcTicks);
        _isAsking = true;
    }

    public void GiveUp()
    {
        Finish(new ProbeOutcome.Failed(ProbeFailure.TimedOut, Silence(timeout)));
        line.Abort();
    }

    void Finish(ProbeOutcome outcome)
    {
        var askedAt = new DateTimeOffset(Volatile.Read(ref _askedAtTicks), TimeSpan.Zero);
        _outcome.TrySetResult(new Observation(instance, askedAt, time.GetElapsedTime(_begun), outcome));
    }

    string Silence(TimeSpan waited) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"no answer within {waited.TotalSeconds:0.###} s while {(_isAsking ? "asking" : "connecting")}"
        );
}
