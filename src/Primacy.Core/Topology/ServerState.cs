namespace Primacy.Topology;

/// <summary>What one server says of itself in one round trip.</summary>
public sealed record ServerState
{
    public required Role Role { get; init; }

    /// <summary>
    /// Whether new transactions are read-only by default. It is no fence: BEGIN READ WRITE passes it, so such a primary
    /// still counts as one.
    /// </summary>
    public bool IsReadOnly { get; init; }

    public required SystemIdentifier System { get; init; }

    /// <summary>
    /// On a primary the timeline it writes, on a standby the one it receives; null on a standby that receives nothing.
    /// Never from pg_control_checkpoint(), which lags behind a promotion until the next checkpoint has ended.
    /// </summary>
    public Timeline? Timeline { get; init; }

    /// <summary>On a primary the end of what is written, on a standby the end of what is replayed.</summary>
    public Lsn Lsn { get; init; }

    /// <summary>On a standby, the end of what was received and flushed.</summary>
    public Lsn? ReceivedLsn { get; init; }

    /// <summary>
    /// On a primary that came out of recovery, where recovery ended: the end of the last record it replayed. After a
    /// promotion that is where its timeline forks off; after a crash it is a later point, hence
    /// <see cref="WasStreaming"/>.
    /// </summary>
    public Lsn? RecoveryEnd { get; init; }

    /// <summary>
    /// Whether this very postmaster has received WAL by streaming. On a primary it proves that the recovery which ended
    /// was a standby's, so that <see cref="RecoveryEnd"/> is the fork.
    /// </summary>
    public bool WasStreaming { get; init; }

    /// <summary>When the postmaster was started, by the server's clock.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The version as a number, 180004 for 18.4.</summary>
    public required int Version { get; init; }

    /// <summary>The setting cluster_name, often the name under which a standby appears at its upstream.</summary>
    public string ClusterName { get; init; } = "";

    /// <summary>The server's own address of our connection; null on a socket.</summary>
    public string? Address { get; init; }

    /// <summary>Client backends, ours not counted; null when the role may not count them.</summary>
    public int? Clients { get; init; }

    /// <summary>
    /// Seconds since the last replayed commit on a standby, 0 on a primary; null when none was replayed.
    /// </summary>
    public double? LagSeconds { get; init; }

    /// <summary>On a standby, whether restore_command is set, so that it can live from an archive.</summary>
    public bool HasArchive { get; init; }

    /// <summary>Where this server receives WAL from; null when no WAL receiver runs.</summary>
    public UpstreamLink? Upstream { get; init; }

    /// <summary>Who receives WAL from this server, base backups not counted.</summary>
    public EquatableArray<StandbyLink> Standbys { get; init; }

    /// <summary>What the role may not see, and the GRANT that would show it.</summary>
    public EquatableArray<MissingRight> Missing { get; init; }

    /// <summary>
    /// Whether the role may not see replication here: that <see cref="Upstream"/> is null and <see cref="Standbys"/> is
    /// empty then proves nothing.
    /// </summary>
    public bool IsReplicationHidden => Missing.Count > 0;
}
