using Primacy.Lab.Proxying;
using Primacy.Lab.Registry;
using Primacy.Lab.Servers;

namespace Primacy.Lab;

internal sealed partial class LabCluster
{
    /// <summary>Makes a standby a primary, whoever else is one, and returns when it is.</summary>
    public async Task PromoteAsync(int number, CancellationToken cancellationToken = default)
    {
        var server = Answering(number);
        if (!await QueryScalarAsync<bool>(number, "SELECT pg_is_in_recovery()", cancellationToken))
            throw new LabException($"{server.Instance.Name} is a primary already.");
        var sql = "SELECT pg_promote(wait => true, wait_seconds => 60)";
        if (!await QueryScalarAsync<bool>(number, sql, cancellationToken))
            throw new LabException(
                $"{server.Instance.Name} was not promoted within 60 s; see {server.Instance.LogFile}."
            );
        await _network.ChangeAsync(routes => routes.Release(number), cancellationToken);
    }

    /// <summary>Ends all its processes at once with SIGKILL, as a crash of its machine would.</summary>
    public Task KillAsync(int number, CancellationToken cancellationToken = default) =>
        ChangeServerAsync(Running(number), server => server.Processes.KillAsync(cancellationToken), cancellationToken);

    /// <summary>Shuts it down in an orderly way.</summary>
    public Task StopAsync(int number, CancellationToken cancellationToken = default) =>
        ChangeServerAsync(Answering(number), server => server.StopAsync(cancellationToken), cancellationToken);

    /// <summary>
    /// Begins a smart shutdown and does not wait: open sessions go on, and may commit, until they end.
    /// </summary>
    public void BeginToStop(int number) => Answering(number).Processes.BeginToStop();

    /// <summary>Hangs its postmaster: a shutdown that is asked for does not happen, and open sessions go on.</summary>
    public void Hang(int number) => Running(number).Processes.Hang();

    /// <summary>Starts it in the role it had, whatever has happened meanwhile.</summary>
    public Task StartAsync(int number, CancellationToken cancellationToken = default)
    {
        var server = ServerOf(number);
        return server.Processes.AreRunning
            ? throw new LabException($"{server.Instance.Name} runs already.")
            : ChangeServerAsync(server, stopped => stopped.StartAsync(cancellationToken), cancellationToken);
    }

    /// <summary>Halts all its processes: connections stay open, nothing answers.</summary>
    public void Freeze(int number) => Running(number).Processes.Freeze();

    /// <summary>Lets a frozen instance go on, as if no time had passed.</summary>
    public void Thaw(int number) => Running(number).Processes.Thaw();

    /// <summary>Cuts an instance off from clients, standbys and upstream. Its own work goes on.</summary>
    public Task PartitionAsync(int number, CancellationToken cancellationToken = default)
    {
        _ = ServerOf(number);
        return _network.ChangeAsync(routes => routes.Partition(number), cancellationToken);
    }

    /// <summary>
    /// Lets nothing arrive that one instance sends to another, while the other direction is open;
    /// <see cref="Cut.Outside"/> is this machine. Only namespaces can do that.
    /// </summary>
    public Task CutAsync(int from, int to, CancellationToken cancellationToken = default)
    {
        foreach (var end in (int[])[from, to])
            _ = end == Cut.Outside ? null : ServerOf(end);
        if (from == to)
            throw new LabException("Nobody can be cut off from itself: name two different ends.");
        return _network.ChangeAsync(routes => routes.Sever(new Cut(from, to)), cancellationToken);
    }

    /// <summary>Ends a partition; what was under way arrives.</summary>
    public Task HealAsync(int number, CancellationToken cancellationToken = default)
    {
        _ = ServerOf(number);
        return _network.ChangeAsync(routes => routes.Heal(number), cancellationToken);
    }

    async Task ChangeServerAsync(
        PostgresServer server,
        Func<PostgresServer, Task> change,
        CancellationToken cancellationToken
    )
    {
        using (await FileLock.TakeAsync(_directory.ServersLock, _time, cancellationToken))
            await change(server);
        await _network.RefreshAsync(cancellationToken);
    }

    PostgresServer Running(int number)
    {
        var server = ServerOf(number);
        return server.Processes.AreRunning
            ? server
            : throw new LabException($"{server.Instance.Name} is down. Start it with: primacy lab start {number}");
    }

    PostgresServer Answering(int number)
    {
        var server = Running(number);
        return server.Processes.AreFrozen
            ? throw new LabException($"{server.Instance.Name} is frozen. Thaw it with: primacy lab thaw {number}")
            : server;
    }
}
