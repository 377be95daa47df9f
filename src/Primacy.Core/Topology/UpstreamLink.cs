namespace Primacy.Topology;

/// <summary>
/// What a standby says of its WAL receiver (pg_stat_wal_receiver). The host may be a Service or a virtual address.
/// </summary>
/// <param name="Status">The receiver's status, "streaming" when it works.</param>
/// <param name="Host">The upstream's host as the standby names it.</param>
/// <param name="Port">The upstream's port.</param>
/// <param name="ApplicationName">The name under which this standby appears at its upstream.</param>
/// <param name="SlotName">The replication slot it uses.</param>
/// <param name="SilentSeconds">Seconds since the upstream's last message, by the standby's clock.</param>
public sealed record UpstreamLink(
    string Status,
    string? Host,
    int? Port,
    string? ApplicationName,
    string? SlotName,
    double? SilentSeconds
)
{
    public bool IsStreaming => Status == "streaming";
}
