namespace Primacy.Topology;

/// <summary>What an upstream says of one of its receivers (a row of pg_stat_replication).</summary>
/// <param name="ApplicationName">The name the receiver gave.</param>
/// <param name="ClientAddress">The address it came from; null on a socket.</param>
/// <param name="State">startup, catchup or streaming.</param>
/// <param name="SyncState">async, potential, sync or quorum.</param>
/// <param name="ReplayLsn">How far it has replayed, as it told the upstream.</param>
/// <param name="SilentSeconds">Seconds since its last reply, by both ends' clocks; null when it never replied.</param>
public sealed record StandbyLink(
    string ApplicationName,
    string? ClientAddress,
    string State,
    string SyncState,
    Lsn? ReplayLsn,
    double? SilentSeconds = null
)
{
    /// <summary>
    /// Twice wal_receiver_status_interval's default. An upstream lists a receiver that was cut off until
    /// wal_sender_timeout has passed, a minute by default, in which that one may have been promoted on its side.
    /// </summary>
    const double SilentSecondsMax = 20;

    /// <summary>A receiver that is sent WAL says at once how far it is, whatever the interval.</summary>
    const double SilentSecondsWhileSentMax = 3;

    public bool IsStreaming => State == "streaming";

    /// <summary>Whether it streams and has replied of late.</summary>
    public bool IsHeard => IsStreaming && SilentSeconds is not > SilentSecondsMax;

    /// <summary>
    /// Whether it has replied of late for one that is sent all that an upstream at this position has.
    /// </summary>
    public bool IsHeardAt(Lsn upstream) =>
        IsHeard && (SilentSeconds is not > SilentSecondsWhileSentMax || ReplayLsn is not { } at || at >= upstream);

    /// <summary>
    /// Whether it gave no name of its own but is a physical standby by its default name; pg_receivewal and logical
    /// receivers, which run on members' hosts too, give other names.
    /// </summary>
    public bool IsNamelessStandby => ApplicationName == "walreceiver";
}
