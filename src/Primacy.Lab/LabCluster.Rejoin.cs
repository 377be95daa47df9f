using System.Globalization;
using Npgsql;
using Primacy.Lab.Proxying;
using Primacy.Lab.Registry;
using Primacy.Lab.Servers;

namespace Primacy.Lab;

internal sealed partial class LabCluster
{
    static readonly TimeSpan StreamingTimeout = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Makes an instance a standby of the present primary again, from a fresh copy: what it alone had written is gone.
    /// Running standbys that followed it are copied anew too, as they may have what it alone had.
    /// </summary>
    /// <returns>The primary it follows now, and every instance that was copied.</returns>
    public async Task<Rejoined> RejoinAsync(
        int number,
        int? primaryNumber = null,
        CancellationToken cancellationToken = default
    )
    {
        var server = ServerOf(number);
        using var held = await FileLock.TakeAsync(_directory.ServersLock, _time, cancellationToken);
        var primary = await PrimaryForAsync(number, primaryNumber, cancellationToken);
        var routes = _directory.ReadRoutes();
        if (routes.IsPartitioned(number))
            throw new LabException($"{server.Instance.Name} is cut off. Heal it first: primacy lab heal {number}");
        var followers = _servers
            .Where(other => other != primary && routes.UpstreamOf(other.Instance.Number) == number)
            .ToList();
        List<PostgresServer> copied = [server, .. followers.Where(IsCopiedAlong)];

        await CopyHotAsync(primary, copied, cancellationToken);
        await _network.ChangeAsync(
            present =>
                followers
                    .Append(server)
                    .Aggregate(
                        present.Release(primary.Instance.Number),
                        (changed, standby) => changed.Follow(standby.Instance.Number, primary.Instance.Number)
                    ),
            cancellationToken
        );
        foreach (var follower in followers)
            PointTo(primary.Instance, follower.Instance);
        await Task.WhenAll(copied.Select(standby => standby.StartAsync(cancellationToken)));
        await _network.RefreshAsync(cancellationToken);
        await StreamingAsync(primary, copied, cancellationToken);
        return new Rejoined(primary.Instance, [.. copied.Select(standby => standby.Instance)]);

        bool IsCopiedAlong(PostgresServer other) =>
            other.Processes is { AreRunning: true, AreFrozen: false } && !routes.IsPartitioned(other.Instance.Number);
    }

    async Task<PostgresServer> PrimaryForAsync(int number, int? primaryNumber, CancellationToken cancellationToken)
    {
        if (primaryNumber == number)
            throw new LabException("An instance cannot be a standby of itself.");
        var others = _servers.Where(server => server.Instance.Number != number && IsReachable(server));
        var primaries = new List<PostgresServer>();
        foreach (var server in primaryNumber is { } chosen ? [Answering(chosen)] : others)
        {
            if (
                await QueryScalarAsync<bool>(
                    server.Instance.Number,
                    "SELECT NOT pg_is_in_recovery()",
                    cancellationToken
                )
            )
                primaries.Add(server);
        }
        return primaries switch
        {
            [var primary] when IsReachable(primary) => primary,
            [var primary] => throw new LabException($"{primary.Instance.Name} is cut off, so nobody can follow it."),
            [] when primaryNumber is { } chosen => throw new LabException(
                $"{LabInstance.NameOf(chosen)} is no primary. Promote it first: primacy lab promote {chosen}"
            ),
            [] => throw new LabException("No other instance within reach is a primary. Promote or start one first."),
            _ => throw new LabException(
                $"{string.Join(" and ", primaries.Select(server => server.Instance.Name))} are primaries. "
                    + "Say which one to follow with --primary."
            ),
        };
    }

    bool IsReachable(PostgresServer server) =>
        server.Processes is { AreRunning: true, AreFrozen: false }
        && !_directory.ReadRoutes().IsPartitioned(server.Instance.Number);

    async Task CopyHotAsync(
        PostgresServer primary,
        IReadOnlyList<PostgresServer> copied,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await OpenAsync(primary.Instance.Number, cancellationToken);
        await Task.WhenAll(copied.Select(server => ClearAsync(server, cancellationToken)));
        string[] targets = [.. copied.Select(server => server.Instance.DataDirectory)];
        await BaseBackup.TakeAsync(connection, primary.Instance.DataDirectory, targets, _account, cancellationToken);
        foreach (var server in copied)
        {
            ServerConfiguration.Write(server.Instance, _account);
            MakeStandby(server.Instance, primary.Instance);
        }
    }

    void MakeStandby(LabInstance standby, LabInstance upstream)
    {
        PointTo(upstream, standby);
        ServerConfiguration.MakeStandby(standby, _account);
    }

    void PointTo(LabInstance upstream, LabInstance standby)
    {
        var (host, port) = _network.WayTo(upstream, standby);
        ServerConfiguration.PointTo(standby, host, port, Password, _account);
    }

    static async Task ClearAsync(PostgresServer server, CancellationToken cancellationToken)
    {
        await server.Processes.DiscardAsync(cancellationToken);
        // An earlier attempt may have been killed between this and the copy.
        if (System.IO.Directory.Exists(server.Instance.DataDirectory))
            System.IO.Directory.Delete(server.Instance.DataDirectory, recursive: true);
    }

    async Task StreamingAsync(
        PostgresServer primary,
        IReadOnlyList<PostgresServer> standbys,
        CancellationToken cancellationToken
    )
    {
        const string Sql = "SELECT array_agg(application_name) FROM pg_stat_replication WHERE state = 'streaming'";
        await using var connection = await OpenAsync(primary.Instance.Number, cancellationToken);
        await using var command = new NpgsqlCommand(Sql, connection);
        string[] missing = [];
        var allStream = await Patience.UntilAsync(
            async () =>
            {
                var streaming = await command.ExecuteScalarAsync(cancellationToken) as string[] ?? [];
                missing = [.. standbys.Select(standby => standby.Instance.Name).Except(streaming)];
                return missing is [];
            },
            StreamingTimeout,
            _time,
            cancellationToken
        );
        if (allStream)
            return;
        var log = standbys.First(standby => standby.Instance.Name == missing[0]).Instance.LogFile;
        throw new LabException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{string.Join(", ", missing)} did not stream from {primary.Instance.Name} within "
            ) + $"{StreamingTimeout.TotalSeconds:0} s. The end of {log}:\n{LogTail.Read(log, lines: 12)}"
        );
    }
}
