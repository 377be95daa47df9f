using System.Collections.Concurrent;
using Primacy.Notifications;

namespace Primacy.Tests.Notifications;

/// <summary>A receiver whose first attempt ends when the test wants it to; it takes all others at once.</summary>
sealed class HandNotifier : INotifier
{
    readonly ConcurrentQueue<string> _told = new();

    /// <summary>Who waits for it goes on within <see cref="EndFirst"/>, and not a moment later.</summary>
    readonly TaskCompletionSource<DeliveryOutcome> _first = new();
    bool _isDisposed;

    /// <summary>The clusters that it was told of, in order.</summary>
    public IReadOnlyList<string> Told => [.. _told];

    public bool IsDisposed => Volatile.Read(ref _isDisposed);

    public void EndFirst() => _first.TrySetResult(DeliveryOutcome.Accepted);

    /// <summary>Ends the first attempt as no notifier does that is free of errors.</summary>
    public void FailFirst(Exception fault) => _first.SetException(fault);

    public Task<DeliveryOutcome> DeliverAsync(Delivery delivery)
    {
        _told.Enqueue(delivery.Event.Incident.Cluster);
        return _told.Count == 1 ? _first.Task : Task.FromResult(DeliveryOutcome.Accepted);
    }

    public void Dispose() => Volatile.Write(ref _isDisposed, true);

    public sealed record Options(HandNotifier Notifier) : ReceiverOptions
    {
        public override INotifier Open(NotifierContext context) => Notifier;
    }
}
