namespace Primacy.Lab.Kubernetes.Node;

/// <summary>What runs in a pod, from one start to its end.</summary>
internal interface IContainer
{
    /// <summary>Ends when it has ended by itself or was killed; it has begun to start before that.</summary>
    Task Exited { get; }

    /// <summary>Comes back when it runs; throws when it cannot.</summary>
    Task StartAsync(CancellationToken cancellation);

    /// <summary>What the readiness probe finds.</summary>
    Task<bool> IsReadyAsync(CancellationToken cancellation);

    /// <summary>Runs the hook before its end, ends it in order, and kills what is left when the patience is.</summary>
    Task StopAsync(CancellationToken patience);

    /// <summary>Ends it at once, whatever there is of it.</summary>
    Task KillAsync();
}
