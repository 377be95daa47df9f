namespace Primacy.Lab;

internal sealed record LabStatus
{
    public required string Name { get; init; }

    public required string PostgresVersion { get; init; }

    public required string Directory { get; init; }

    /// <summary>Whether the proxy runs, without which no client and no standby gets through.</summary>
    public required bool IsProxyRunning { get; init; }

    /// <summary>For libpq and its like; the password stands in the password file.</summary>
    public required string Conninfo { get; init; }

    public required string PasswordFile { get; init; }

    public required IReadOnlyList<InstanceStatus> Instances { get; init; }
}
