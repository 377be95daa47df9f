namespace Primacy.Lab;

/// <summary>
/// One instance as the lab sees it from behind its proxy. Role and what follows it is null unless it answers.
/// </summary>
internal sealed record InstanceStatus
{
    public required int Number { get; init; }

    public required string Name { get; init; }

    public required InstanceState State { get; init; }

    public required bool IsPartitioned { get; init; }

    public bool? IsPrimary { get; init; }

    public int? Timeline { get; init; }

    /// <summary>Written by a primary, received by a standby.</summary>
    public string? Lsn { get; init; }

    /// <summary>The instance a standby is led to.</summary>
    public string? Upstream { get; init; }

    public bool? IsStreaming { get; init; }

    public required int Port { get; init; }

    public required int RealPort { get; init; }

    public int? ProcessId { get; init; }
}
