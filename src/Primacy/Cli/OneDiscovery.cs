using Microsoft.Extensions.Logging.Abstractions;
using Primacy.Kubernetes;
using Primacy.Kubernetes.Discovering;
using Primacy.Kubernetes.Following;
using Primacy.Kubernetes.Membership;

namespace Primacy.Cli;

/// <summary>Looks once at what there is in Kubernetes.</summary>
internal static class OneDiscovery
{
    /// <summary>What is found; null when that took longer than the patience.</summary>
    public static async Task<Discovery?> TakeAsync(
        KubernetesOptions options,
        KubernetesConnection connection,
        TimeSpan patience,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // Passwords are of no use here, and a role that may not read them can still look.
        var finder = new ClusterFinder(
            options with
            {
                Secret = null,
            },
            connection,
            new NoRoll(),
            time,
            NullLoggerFactory.Instance
        );
        var running = finder.RunAsync(_ => seen.TrySetResult(), stop.Token);
        try
        {
            await await Task.WhenAny(seen.Task, running).WaitAsync(patience, time, cancellation);
            return finder.Found;
        }
        catch (TimeoutException)
        {
            return null;
        }
        finally
        {
            await stop.CancelAsync();
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    sealed class NoRoll : IRollStore
    {
        public EquatableArray<KnownCluster> Load() => [];

        public void Save(IReadOnlyCollection<KnownCluster> changed, IReadOnlyCollection<ClusterKey> gone) { }
    }
}
