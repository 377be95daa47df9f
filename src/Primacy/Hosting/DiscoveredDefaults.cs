using Primacy.Probing;
using Primacy.Repair;

namespace Primacy.Hosting;

/// <summary>What holds for every cluster that is found by itself.</summary>
internal sealed record DiscoveredDefaults
{
    /// <summary>How an instance is connected to; its host and port are put in.</summary>
    public required ConnectionSettings Connection { get; init; }

    public required TimeSpan Interval { get; init; }

    public required TimeSpan Timeout { get; init; }

    public ClusterPolicy Policy { get; init; } = ClusterPolicy.Default;

    /// <summary>What may be done about its splits.</summary>
    public RepairMode Repair { get; init; }

    /// <summary>Whether Patroni's REST API is asked on the pods where it runs.</summary>
    public bool AsksPatroni { get; init; } = true;

    /// <summary>
    /// Whether repmgr's table is read on every instance; null for where the credentials come from a Secret. A role that
    /// may not leaves a line in the server's log each time.
    /// </summary>
    public bool? AsksRepmgr { get; init; }

    /// <summary>Whether every pgpool is asked; null for where the credentials come from a Secret.</summary>
    public bool? AsksPgpool { get; init; }
}
