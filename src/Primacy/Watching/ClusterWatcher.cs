using Primacy.Analysis;
using Primacy.Incidents;

namespace Primacy.Watching;

/// <summary>
/// Watches one cluster: a sequential loop that looks, writes down and then tells. It never swallows a fault of its own;
/// whoever runs it must stop the process when it throws.
/// </summary>
internal sealed partial class ClusterWatcher(
    ClusterOptions cluster,
    JournalKeeper journal,
    SnapshotFeed feed,
    TimeProvider time,
    ILogger<ClusterWatcher> logger
)
{
    /// <summary>Watches on a thread of its own until it is cancelled.</summary>
    public Task RunAsync(CancellationToken cancellation) =>
        LoopThread.RunAsync(cluster.Name, time, clock => RunAsync(clock, cancellation));

    async Task RunAsync(TimeProvider clock, CancellationToken cancellation)
    {
        await using var lookout = new Lookout(cluster, clock, time);
        using var timer = new PeriodicTimer(cluster.Interval, clock);
        var state = journal.Load();
        lookout.Start();
        for (var cycle = 1L; ; cycle++)
        {
            var started = time.GetTimestamp();
            var step = await lookout.LookAsync(state, timer.Period, cancellation);
            state = step.State;
            journal.Keep(step); // durable first …
            feed.Publish( // … visible second
                new ClusterSnapshot
                {
                    Cluster = cluster.Name,
                    At = time.GetUtcNow(),
                    Cycle = cycle,
                    Took = time.GetElapsedTime(started),
                    View = step.View,
                    Assessment = step.Assessment,
                    Incidents = state.Incidents,
                    IsComplete = lookout.IsComplete,
                    Hurry = step.Hurry,
                    JournalFault = journal.Fault,
                }
            );
            Log(step.Events);

            // What is unusual is looked at oftener. To set the period begins it anew, so only a change is set.
            if (timer.Period != step.Interval(cluster.Interval))
                timer.Period = step.Interval(cluster.Interval);
            if (!await timer.WaitForNextTickAsync(cancellation))
                return;
        }
    }

    void Log(EquatableArray<IncidentEvent> events)
    {
        foreach (var happened in events)
        {
            var (cluster, code, summary) = (
                happened.Incident.Cluster,
                happened.Incident.Code.Slug,
                happened.Incident.Verdict.Summary
            );
            if (happened.Kind is IncidentEventKind.Fired or IncidentEventKind.Changed)
                LogFiring(cluster, code, summary);
            else if (happened.Kind is IncidentEventKind.Resolved)
                LogResolved(cluster, code, happened.Incident.Key);
            else if (happened.Kind is IncidentEventKind.Opened)
                LogPending(cluster, code, summary);
            else
                LogWithdrawn(cluster, code, happened.Incident.Key);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Cluster}: {Code} is firing. {Summary}")]
    partial void LogFiring(string cluster, string code, string summary);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Cluster}: {Code} is resolved ({Key})")]
    partial void LogResolved(string cluster, string code, string key);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "{Cluster}: {Code} is pending: it fires if it lasts. {Summary}"
    )]
    partial void LogPending(string cluster, string code, string summary);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Cluster}: {Code} passed before it fired ({Key})")]
    partial void LogWithdrawn(string cluster, string code, string key);
}
