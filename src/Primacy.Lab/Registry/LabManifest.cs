namespace Primacy.Lab.Registry;

/// <summary>What a lab's directory says about it; written once, and once more when the lab is to be kept.</summary>
internal sealed record LabManifest
{
    public required string Name { get; init; }

    /// <summary>The process the lab lives and dies with, unless it is kept.</summary>
    public required LabOwner Owner { get; init; }

    /// <summary>Whether the lab outlives its owner, until it is taken down.</summary>
    public required bool IsKept { get; init; }

    public required string PostgresDirectory { get; init; }

    public required string PostgresVersion { get; init; }

    public required int PostgresMajor { get; init; }

    /// <summary>The password of every role a lab makes.</summary>
    public required string Password { get; init; }

    public required IReadOnlyList<InstancePorts> Instances { get; init; }

    /// <summary>
    /// The first three numbers of the addresses when each instance has its own namespace; null with a proxy.
    /// </summary>
    public string? Subnet { get; init; }

    /// <summary>How to start the proxy again when it was killed; null when it ran in the owner's process.</summary>
    public IReadOnlyList<string>? ProxyCommand { get; init; }
}
