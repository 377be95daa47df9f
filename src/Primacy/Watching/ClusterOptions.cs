using Primacy.Claims;
using Primacy.Repair;

namespace Primacy.Watching;

/// <summary>One cluster to watch, as configured.</summary>
internal sealed record ClusterOptions
{
    public const int IntervalMillisecondsDefault = 500;

    public const int TimeoutMillisecondsDefault = 2000;

    public required string Name { get; init; }

    public required EquatableArray<InstanceOptions> Instances { get; init; }

    /// <summary>What else it is known by; routes of alerts choose by it.</summary>
    public EquatableArray<ClusterLabel> Labels { get; init; }

    /// <summary>From the start of one look to the start of the next.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(IntervalMillisecondsDefault);

    /// <summary>
    /// How long one probe may take, connecting included, before the instance counts as not answering.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMilliseconds(TimeoutMillisecondsDefault);

    /// <summary>Who is asked for its opinion beside the instances.</summary>
    public ManagerOptions Managers { get; init; } = ManagerOptions.None;

    /// <summary>What may be done about its splits.</summary>
    public RepairMode Repair { get; init; }

    public ClusterPolicy Policy { get; init; } = ClusterPolicy.Default;
}
