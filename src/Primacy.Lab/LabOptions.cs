using Primacy.Lab.Networking;

namespace Primacy.Lab;

/// <summary>What lab to start.</summary>
internal sealed record LabOptions
{
    public const int InstancesMax = 9;

    public string Name { get; init; } = "default";

    public int Instances { get; init; } = 3;

    /// <summary>The major version of PostgreSQL; null for the newest on this machine.</summary>
    public int? PostgresMajor { get; init; }

    /// <summary>Where labs live; null for the usual place.</summary>
    public string? BaseDirectory { get; init; }

    public LabNetworkKind Network { get; init; } = LabNetworkKind.Proxy;

    /// <summary>
    /// The command that runs the proxy as a process of its own, to which the lab's directory is added; null runs it in
    /// this process, and the lab ends with it.
    /// </summary>
    public IReadOnlyList<string>? ProxyCommand { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
