using Npgsql;
using Primacy.Lab;
using Primacy.Probing;
using Primacy.Repair;
using Primacy.Repairing;
using Primacy.Tests.Forensics;
using Primacy.Tests.Probing;
using Xunit;

namespace Primacy.Tests.Fencing;

/// <summary>A real primary with two databases of applications, and a role that may close them.</summary>
internal sealed class FenceStage : IAsyncDisposable
{
    FenceStage(ExaminedLab servers) => Servers = servers;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ExaminedLab Servers { get; }

    public LabInstance Loser => Servers.Lab.Instances[0];

    public ConnectionSettings Settings => ExaminedLab.Settings(Servers.Lab, 1);

    public static async Task<FenceStage> StartAsync(int? major = null, bool isGranted = true)
    {
        var servers = await ExaminedLab.StartAsync(major, instances: 1);
        await servers.RunAsync(
            1,
            "DROP TABLE t",
            "CREATE ROLE shop LOGIN",
            "CREATE DATABASE orders OWNER shop",
            "CREATE DATABASE \"bil ling\" OWNER shop"
        );
        if (isGranted)
            await servers.RunAsync(1, $"GRANT shop, pg_signal_backend TO {LabCluster.MonitorRole}");
        return new FenceStage(servers);
    }

    public async Task<RepairTarget> JudgeAsync()
    {
        await using var probe = Probes.Of(Settings);
        var state = await probe.AnswerAsync();
        return new RepairTarget(
            "orders",
            ExaminedLab.Id(1),
            Loser.Host,
            Loser.RealPort,
            state.System,
            Assert.NotNull(state.Timeline),
            state.StartedAt
        );
    }

    /// <summary>The order of what is offered now.</summary>
    public static async Task<FenceOrder> OrderAsync(IFence fence, RepairTarget loser) =>
        new(loser, Assert.IsType<Offer.Possible>(await fence.OfferAsync(loser, Cancellation)), () => null);

    public async Task<NpgsqlConnection> ConnectAsync(string database, string user = "postgres")
    {
        var connection = new NpgsqlConnection(
            $"Host={Loser.SocketDirectory};Port={Loser.RealPort};Username={user};Database={database};Pooling=false"
        );
        await connection.OpenAsync(Cancellation);
        return connection;
    }

    /// <summary>The databases that take connections, templates aside.</summary>
    public Task<string> OpenAsync() =>
        Servers.AskAsync(
            1,
            "SELECT string_agg(datname, ', ' ORDER BY datname) FROM pg_database "
                + "WHERE datallowconn AND NOT datistemplate"
        );

    public ValueTask DisposeAsync() => Servers.DisposeAsync();
}
