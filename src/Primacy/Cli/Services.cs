using Primacy.Configuration;
using Primacy.Hosting;
using Primacy.Watching;

namespace Primacy.Cli;

/// <summary>What the verbs work with, so that a test can run one without servers and without this process.</summary>
internal sealed record Services
{
    public required Surroundings Around { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Runs the service until it is cancelled, and gives the exit code.</summary>
    public required Func<ConfigurationSource, CancellationToken, Task<int>> Watch { get; init; }

    /// <summary>Takes one look at a cluster.</summary>
    public required Func<ClusterOptions, TimeProvider, CancellationToken, Task<ClusterSnapshot>> Look { get; init; }

    public static Services OfProcess { get; } =
        new()
        {
            Around = Surroundings.OfProcess,
            Time = TimeProvider.System,
            Watch = WatchService.RunAsync,
            Look = OneLook.TakeAsync,
        };
}
