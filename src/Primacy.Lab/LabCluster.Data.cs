using Primacy.Lab.Registry;
using Primacy.Lab.Servers;

namespace Primacy.Lab;

internal sealed partial class LabCluster
{
    /// <summary>
    /// Points a standby to another upstream, or makes an instance that is down a standby, as it is: without a copy or a
    /// rewind, whatever it holds.
    /// </summary>
    public async Task FollowAsync(int number, int upstream, CancellationToken cancellationToken = default)
    {
        var (server, followed) = (ServerOf(number), ServerOf(upstream));
        if (number == upstream)
            throw new LabException("An instance cannot be a standby of itself.");
        using (await FileLock.TakeAsync(_directory.ServersLock, _time, cancellationToken))
        {
            const string IsPrimary = "SELECT NOT pg_is_in_recovery()";
            var isRunning = server.Processes.AreRunning;
            if (isRunning && await QueryScalarAsync<bool>(number, IsPrimary, cancellationToken))
                throw new LabException(
                    $"{server.Instance.Name} is a primary. Stop it first: primacy lab stop {number}"
                );
            MakeStandby(server.Instance, followed.Instance);
            await _network.ChangeAsync(routes => routes.Follow(number, upstream), cancellationToken);
            if (isRunning)
                await ExecuteAsync(number, "SELECT pg_reload_conf()", cancellationToken);
        }
    }

    /// <summary>
    /// Replaces an instance by one with an empty database cluster of its own: what an image does that finds its volume
    /// gone.
    /// </summary>
    public Task InitializeAsync(int number, CancellationToken cancellationToken = default) =>
        ReplaceAsync(
            number,
            async server =>
            {
                await server.InitializeAsync(cancellationToken);
                ServerConfiguration.Write(server.Instance, _account);
                await server.StartAsync(cancellationToken);
                await ExecuteAsync(number, Roles(), cancellationToken);
            },
            cancellationToken
        );

    /// <summary>
    /// Replaces an instance by a snapshot of another's volume, started as it is: neither a backup's label nor a signal
    /// file says that it is a copy.
    /// </summary>
    public Task SnapshotAsync(int number, int source, CancellationToken cancellationToken = default)
    {
        var original = Running(source);
        return ReplaceAsync(
            number,
            async server =>
            {
                // A snapshot is of one moment, and no process can write to a frozen server's files.
                original.Processes.Freeze();
                try
                {
                    new DataDirectoryCopy(_account, isRunning: false).Copy(
                        original.Instance.DataDirectory,
                        server.Instance.DataDirectory
                    );
                }
                finally
                {
                    original.Processes.Thaw();
                }
                ServerConfiguration.Write(server.Instance, _account);
                await server.StartAsync(cancellationToken);
            },
            cancellationToken
        );
    }

    async Task ReplaceAsync(int number, Func<PostgresServer, Task> replace, CancellationToken cancellationToken)
    {
        await _network.ChangeAsync(routes => routes.Release(number), cancellationToken);
        await ChangeServerAsync(
            ServerOf(number),
            async server =>
            {
                await ClearAsync(server, cancellationToken);
                await replace(server);
            },
            cancellationToken
        );
    }
}
