using Primacy.Claims;
using Primacy.Lab;
using Primacy.Probing;
using Primacy.Tests.Lab;
using Primacy.Topology;
using Primacy.Watching;
using Xunit;

namespace Primacy.Tests.Mechanisms;

/// <summary>
/// Real servers of a lab, and a vigil over them. A story arranges, breaks and expects; it ends within its deadline.
/// </summary>
internal sealed class Story : IAsyncDisposable
{
    readonly Stage _stage;
    Vigil? _vigil;

    Story(Stage stage, LabCluster lab) => (_stage, Lab) = (stage, lab);

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public LabCluster Lab { get; }

    Vigil Vigil => _vigil ?? throw new InvalidOperationException("Nobody watches yet.");

    public static Task<Story> BeginAsync(string mechanism, int? major) =>
        BeginAsync(new Stage { Mechanism = mechanism, Major = major });

    /// <summary>Starts the servers and the watcher, and returns when it has called the cluster healthy.</summary>
    public static Task<Story> BeginAsync(Stage stage) => BeginAsync(stage, _ => Task.FromResult(ManagerOptions.None));

    /// <summary>The same with a manager, which is started once the servers are.</summary>
    public static async Task<Story> BeginAsync(Stage stage, Func<LabCluster, Task<ManagerOptions>> managers)
    {
        var options = new LabOptions
        {
            Name = LabFixture.UniqueName(),
            Instances = stage.Servers,
            PostgresMajor = stage.Major,
            Network = stage.Network,
        };
        var lab = await LabCluster.StartAsync(options, null, Cancellation);
        var story = new Story(stage, lab);
        try
        {
            await lab.ExecuteAsync(1, $"ALTER ROLE {LabCluster.MonitorRole} REPLICATION", Cancellation);
            await lab.ExecuteAsync(1, "CREATE TABLE orders (id serial PRIMARY KEY, placed text)", Cancellation);
            await story.CaughtUpAsync();
            var cluster = story.Cluster(await managers(lab));
            story._vigil = await Vigil.BeginAsync(stage.Mechanism, lab.PostgresMajor, cluster);
            return story;
        }
        catch (Exception)
        {
            await story.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc cref="Vigil.BreakAsync"/>
    public Task BreakAsync(Func<LabCluster, Task> breaks) => Vigil.BreakAsync(() => breaks(Lab));

    /// <inheritdoc cref="Vigil.PagesAsync"/>
    public Task PagesAsync(Expected expected) => Vigil.PagesAsync(expected);

    /// <inheritdoc cref="Vigil.StaysQuietAsync"/>
    public Task StaysQuietAsync() => Vigil.StaysQuietAsync();

    /// <inheritdoc cref="Vigil.HealthyAsync"/>
    public Task HealthyAsync() => Vigil.HealthyAsync();

    /// <inheritdoc cref="Vigil.SawAsync"/>
    public Task SawAsync(string member, Lsn position) => Vigil.SawAsync(member, position);

    /// <inheritdoc cref="Vigil.SawPrimaryAsync"/>
    public Task SawPrimaryAsync(string member) => Vigil.SawPrimaryAsync(member);

    /// <inheritdoc cref="Vigil.MissedAsync"/>
    public Task MissedAsync(string member) => Vigil.MissedAsync(member);

    /// <inheritdoc cref="Vigil.HeardAsync"/>
    public Task HeardAsync(Func<Claim, bool> claim, string what) => Vigil.HeardAsync(claim, what);

    /// <summary>Clients place orders on a server, past whatever network there is.</summary>
    public Task OrderAsync(int number, int count = 20) =>
        Lab.ExecuteAsync(
            number,
            $"INSERT INTO orders (placed) SELECT 'on {number}' FROM generate_series(1, {count})",
            Cancellation
        );

    /// <summary>Every standby has replayed all that server 1 has written.</summary>
    public async Task CaughtUpAsync()
    {
        const string Behind =
            "SELECT count(*) FROM pg_stat_replication WHERE replay_lsn IS DISTINCT FROM pg_current_wal_lsn()";
        await LabWait.UntilAsync(async () => await Lab.QueryScalarAsync<long>(1, Behind, Cancellation) == 0);
    }

    public async ValueTask DisposeAsync()
    {
        if (_vigil is not null)
            await _vigil.DisposeAsync();
        await Lab.DisposeAsync();
    }

    ClusterOptions Cluster(ManagerOptions managers) =>
        new()
        {
            Name = Vigil.Cluster,
            Instances = [.. _stage.Members.Select((name, index) => Member(name, Lab.Instances[index]))],
            Managers = managers,
        };

    InstanceOptions Member(string name, LabInstance server) =>
        new(
            new Instance(new InstanceId(name), server.Host, server.Port),
            new ConnectionSettings
            {
                Host = server.Host,
                Port = server.Port,
                User = LabCluster.MonitorRole,
                Password = Lab.Password,
                SslMode = Npgsql.SslMode.Disable,
            }
        );
}
