using Npgsql;
using Primacy.Lab.Proxying;
using Primacy.Lab.Servers;

namespace Primacy.Lab;

internal sealed partial class LabCluster
{
    /// <summary>Long, as who hangs is known without asking, and others on a busy machine are only slow.</summary>
    static readonly TimeSpan StatusTimeout = TimeSpan.FromSeconds(10);

    /// <summary>
    /// A primary's timeline is that of the file it writes, since its last checkpoint may be of an earlier one; a
    /// standby's that of what it receives. See https://www.postgresql.org/docs/current/functions-admin.html.
    /// </summary>
    const string StatusSql = """
        SELECT NOT pg_is_in_recovery(),
            CASE WHEN pg_is_in_recovery()
                THEN coalesce((SELECT received_tli FROM pg_stat_wal_receiver),
                    (SELECT timeline_id FROM pg_control_checkpoint()))
                ELSE ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int END,
            CASE WHEN pg_is_in_recovery()
                THEN greatest(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())
                ELSE pg_current_wal_lsn() END::text,
            EXISTS (SELECT FROM pg_stat_wal_receiver WHERE status = 'streaming')
        """;

    /// <summary>How everything stands, seen past the proxy.</summary>
    public async Task<LabStatus> StatusAsync(CancellationToken cancellationToken = default)
    {
        var routes = _directory.ReadRoutes();
        return new LabStatus
        {
            Name = Name,
            PostgresVersion = PostgresVersion,
            Directory = Directory,
            IsProxyRunning = await _network.IsUpAsync(cancellationToken),
            Conninfo = Conninfo(),
            PasswordFile = PasswordFile,
            Instances = await Task.WhenAll(_servers.Select(server => StatusAsync(server, routes, cancellationToken))),
        };
    }

    async Task<InstanceStatus> StatusAsync(PostgresServer server, Routes routes, CancellationToken cancellationToken)
    {
        var instance = server.Instance;
        var status = new InstanceStatus
        {
            Number = instance.Number,
            Name = instance.Name,
            State = server.Processes switch
            {
                { AreRunning: false } => InstanceState.Down,
                { AreFrozen: true } => InstanceState.Frozen,
                _ => InstanceState.Starting,
            },
            IsPartitioned = routes.IsPartitioned(instance.Number),
            Port = instance.Port,
            RealPort = instance.RealPort,
            ProcessId = server.Processes.Postmaster,
        };
        return status.State == InstanceState.Starting ? await AskAsync(status, routes, cancellationToken) : status;
    }

    async Task<InstanceStatus> AskAsync(InstanceStatus status, Routes routes, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(StatusTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await using var connection = await OpenAsync(status.Number, either.Token);
            await using var command = new NpgsqlCommand(StatusSql, connection);
            await using var reader = await command.ExecuteReaderAsync(either.Token);
            await reader.ReadAsync(either.Token);
            var isPrimary = reader.GetBoolean(0);
            var upstream = isPrimary ? null : routes.UpstreamOf(status.Number);
            return status with
            {
                State = InstanceState.Running,
                IsPrimary = isPrimary,
                Timeline = reader.GetInt32(1),
                Lsn = reader.GetString(2),
                Upstream = upstream is { } number ? LabInstance.NameOf(number) : null,
                IsStreaming = isPrimary ? null : reader.GetBoolean(3),
            };
        }
        catch (Exception silent) when (silent is NpgsqlException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return status;
        }
    }
}
