using System.Net;
using k8s.Autorest;
using Primacy.Kubernetes.Pods;
using Primacy.Notifications;
using Primacy.Topology;

namespace Primacy.Kubernetes.Events;

/// <summary>Marks the pods that an incident is about.</summary>
internal sealed class PodEventNotifier(EventOptions options, NotifierContext context) : INotifier
{
    /// <summary>After that long Kubernetes forgets an Event, so that it helps nobody to write an older one.</summary>
    static readonly TimeSpan Worth = TimeSpan.FromHours(1);

    /// <summary>An incident of a huge cluster marks no more pods than this.</summary>
    const int PodsMost = 32;

    public async Task<DeliveryOutcome> DeliverAsync(Delivery delivery)
    {
        var incident = delivery.Event.Incident;
        PodName[] pods =
        [
            .. incident
                .Verdict.Subjects.Concat(incident.Verdict.Primaries)
                .Distinct()
                .Select(instance => options.Find(incident.Cluster, instance))
                .OfType<PodName>()
                .Take(PodsMost),
        ];
        // What is configured by address is no pod, and nothing has to be said of it.
        if (pods.Length == 0)
            return DeliveryOutcome.Accepted;
        var outcome = await WriteAsync(pods, EventWords.Of(delivery, context));
        var why = outcome switch
        {
            DeliveryOutcome.Failed failed => failed.Why,
            DeliveryOutcome.Refused refused => refused.Why,
            _ => null,
        };
        return why is not null && context.Time.GetUtcNow() - delivery.CreatedAt > Worth
            ? new DeliveryOutcome.Taken($"{why}; no Event was written within {Worth.TotalHours:0} h, and none is now")
            : outcome;
    }

    /// <summary>The connection is the discovery's.</summary>
    public void Dispose() { }

    async Task<DeliveryOutcome> WriteAsync(IReadOnlyList<PodName> pods, EventWords words)
    {
        if (options.Connect() is not { } connection)
            return new DeliveryOutcome.Failed("has no connection to the Kubernetes API");
        using var patience = new CancellationTokenSource(options.Timeout, context.Time);
        try
        {
            var events = new PodEvents(connection, context.Time);
            foreach (var pod in pods)
            {
                if (await new PodApi(connection, pod).FindAsync(patience.Token) is { } found)
                    await events.WriteAsync(found, words, patience.Token);
            }
            return DeliveryOutcome.Accepted;
        }
        catch (HttpOperationException fault) when (fault.Response.StatusCode is HttpStatusCode.Forbidden)
        {
            return new DeliveryOutcome.Refused(
                "may not create and patch events there: the chart allows it with events.enabled=true, and "
                    + "'events: false' under 'kubernetes' does without"
            );
        }
        catch (HttpOperationException fault)
        {
            return new DeliveryOutcome.Failed($"was answered with status {(int)fault.Response.StatusCode}");
        }
        catch (Exception fault) when (IsOfTheWay(fault))
        {
            return new DeliveryOutcome.Failed(
                patience.IsCancellationRequested
                    ? $"was not done after {options.Timeout.TotalSeconds:0.###} s"
                    : $"cannot be reached: {fault.Message}"
            );
        }
    }

    static bool IsOfTheWay(Exception fault) =>
        OutsideFaults.Include(fault)
        || fault is TimeoutException or OperationCanceledException or ObjectDisposedException;
}
