using Primacy.Claims;
using Primacy.Peers;
using Primacy.Probing;
using Primacy.Tests.Lab;
using Primacy.Topology;
using Primacy.Watching;

namespace Primacy.Tests.Mechanisms;

/// <summary>Real servers under their real manager, and a vigil over them that asks the manager too.</summary>
internal sealed class ManagedStory : IAsyncDisposable
{
    readonly IManagedCluster _cluster;

    ManagedStory(IManagedCluster cluster, Vigil vigil) => (_cluster, Vigil) = (cluster, vigil);

    public Vigil Vigil { get; }

    /// <summary>
    /// Starts the watcher over a cluster that stands, and returns when it has called the cluster healthy.
    /// </summary>
    public static async Task<ManagedStory> BeginAsync(
        string mechanism,
        IManagedCluster cluster,
        ManagerOptions managers,
        int major = PeerPrograms.PostgresMajor
    )
    {
        var primary = cluster.Ports[await cluster.PrimaryAsync(Story.Cancellation) - 1];
        foreach (
            var statement in (string[])
                [
                    $"ALTER ROLE {Peers.Stage.MonitorRole} REPLICATION",
                    "CREATE TABLE orders (id serial PRIMARY KEY, placed text)",
                ]
        )
            await Peers.Stage.ScalarAsync<object>(primary, statement, Story.Cancellation);
        const string Behind =
            "SELECT count(*) FROM pg_stat_replication WHERE replay_lsn IS DISTINCT FROM pg_current_wal_lsn()";
        await LabWait.UntilAsync(async () =>
            await Peers.Stage.ScalarAsync<long>(primary, Behind, Story.Cancellation) == 0
        );
        var options = new ClusterOptions
        {
            Name = Vigil.Cluster,
            Instances = [.. cluster.Ports.Select((port, index) => Member(index + 1, port, cluster.Password))],
            Managers = managers,
        };
        return new(cluster, await Vigil.BeginAsync(mechanism, major, options));
    }

    /// <summary>Clients place orders on a server.</summary>
    public Task OrderAsync(int number) =>
        Peers.Stage.ScalarAsync<object>(
            _cluster.Ports[number - 1],
            $"INSERT INTO orders (placed) SELECT 'on {number}' FROM generate_series(1, 20)",
            Story.Cancellation
        );

    public ValueTask DisposeAsync() => Vigil.DisposeAsync();

    static InstanceOptions Member(int number, int port, string password) =>
        new(
            new Instance(new InstanceId($"node-{number}"), "127.0.0.1", port),
            new ConnectionSettings
            {
                Host = "127.0.0.1",
                Port = port,
                User = Peers.Stage.MonitorRole,
                Password = password,
                SslMode = Npgsql.SslMode.Disable,
            }
        );
}
