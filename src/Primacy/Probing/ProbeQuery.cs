namespace Primacy.Probing;

/// <summary>
/// The one question. A row for each standby, the server's own columns repeated, so that nothing has to be parsed but
/// rows; one row with empty standby columns when there is none.
/// </summary>
/// <remarks>
/// pg_is_in_recovery() is read once: functions of a primary raise an error in recovery, and a promotion may happen
/// while the statement runs. See https://www.postgresql.org/docs/current/functions-admin.html. The replay position
/// outlives recovery in the memory of the startup process: on a promoted primary it is the switch point that the
/// history file names, and it is null after a clean start. Without pg_read_all_stats, rows of others have no
/// backend_type; their count would be wrong, not small.
/// </remarks>
internal static class ProbeQuery
{
    /// <summary>
    /// The application_name under which WAL is read for an examination. It is no standby and must not be taken for one.
    /// </summary>
    public const string Examination = "primacy examination";

    public const string Text = $"""
        WITH recovery AS MATERIALIZED (SELECT pg_is_in_recovery() AS standby)
        SELECT recovery.standby,
               current_setting('default_transaction_read_only')::bool,
               control.system_identifier,
               CASE WHEN recovery.standby THEN receiver.received_tli
                    ELSE ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int8 END,
               CASE WHEN recovery.standby THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END,
               pg_last_wal_receive_lsn(),
               pg_last_wal_replay_lsn(),
               pg_postmaster_start_time(),
               current_setting('server_version_num')::int4,
               current_setting('cluster_name'),
               host(inet_server_addr()),
               EXTRACT(EPOCH FROM now() - pg_last_xact_replay_timestamp())::float8,
               current_setting('restore_command') <> '',
               activity.clients,
               CASE WHEN activity.hidden THEN quote_ident(current_user) END,
               receiver.status,
               receiver.sender_host,
               receiver.sender_port,
               receiver.slot_name,
               receiver.conninfo,
               EXTRACT(EPOCH FROM clock_timestamp() - receiver.last_msg_receipt_time)::float8,
               sender.application_name,
               host(sender.client_addr),
               sender.state,
               sender.sync_state,
               sender.replay_lsn,
               EXTRACT(EPOCH FROM clock_timestamp() - sender.reply_time)::float8
          FROM recovery
         CROSS JOIN pg_control_system() AS control
         CROSS JOIN (SELECT count(*) FILTER (WHERE backend_type = 'client backend'
                                               AND application_name <> current_setting('application_name'))::int4,
                            bool_or(backend_type IS NULL)
                       FROM pg_stat_activity) AS activity (clients, hidden)
          LEFT JOIN pg_stat_wal_receiver AS receiver ON true
          LEFT JOIN pg_stat_replication AS sender
            ON sender.state <> 'backup' AND sender.application_name <> '{Examination}'
        """;

    public const int ColumnCount = (int)Column.StandbySilentSeconds + 1;

    /// <summary>The columns by their place in the text.</summary>
    public enum Column
    {
        IsStandby,
        IsReadOnly,
        System,
        Timeline,
        Lsn,
        Received,
        Replayed,
        StartedAt,
        Version,
        ClusterName,
        Address,
        Lag,
        HasArchive,
        Clients,
        BlindRole,
        ReceiverStatus,
        SenderHost,
        SenderPort,
        SlotName,
        Conninfo,
        SilentSeconds,
        StandbyName,
        StandbyAddress,
        StandbyState,
        SyncState,
        StandbyReplayed,
        StandbySilentSeconds,
    }
}
