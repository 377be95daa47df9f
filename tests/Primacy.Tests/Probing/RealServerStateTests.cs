using Primacy.Lab;
using Primacy.Topology;
using Xunit;

namespace Primacy.Tests.Probing;

public sealed class RealServerStateTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(PostgresVersions.Tested), MemberType = typeof(PostgresVersions))]
    public async Task A_primary_and_its_standby_say_who_they_are_and_who_follows_whom(int? major)
    {
        await using var servers = await ProbedLab.StartAsync(major, instances: 2);

        var primary = await servers.Probe(1).AnswerAsync();
        var standby = await servers.Probe(2).AnswerAsync();

        Assert.Equal((Role.Primary, Role.Standby), (primary.Role, standby.Role));
        Assert.Equal(primary.System, standby.System);
        Assert.Equal(
            await servers.AskAsync(1, "SELECT system_identifier::text FROM pg_control_system()"),
            $"{primary.System}"
        );
        Assert.Equal((new Timeline(1), new Timeline(1)), (primary.Timeline, standby.Timeline));
        Assert.Equal(servers.Lab.PostgresMajor, primary.Version / 10_000);
        Assert.Equal((LabInstance.NameOf(1), LabInstance.NameOf(2)), (primary.ClusterName, standby.ClusterName));
        Assert.Equal("127.0.0.1", primary.Address);
        Assert.False(primary.IsReadOnly);
        Assert.Equal(0, primary.LagSeconds);
        Assert.Null(primary.Upstream);
        Assert.Null(primary.RecoveryEnd);
        Assert.False(primary.WasStreaming);
        Assert.True(standby.WasStreaming);
        Assert.Null(standby.RecoveryEnd);
        Assert.NotNull(standby.ReceivedLsn);
        Assert.Empty(primary.Missing);

        var link = Assert.Single(primary.Standbys);
        Assert.Equal((LabInstance.NameOf(2), true), (link.ApplicationName, link.IsStreaming));
        Assert.NotNull(standby.Upstream);
        Assert.True(standby.Upstream.IsStreaming);
        Assert.Equal((LabInstance.NameOf(2), "127.0.0.1"), (standby.Upstream.ApplicationName, standby.Upstream.Host));
        Assert.Equal(servers.Lab.Instances[1].UpstreamPort, standby.Upstream.Port);
        Assert.InRange(standby.Upstream.SilentSeconds!.Value, 0, 120);
    }

    /// <summary>
    /// The key to telling how two branches stand: on a promoted primary the end of recovery is the switch point that
    /// its history file names, also when the standby lagged and whatever it writes afterwards.
    /// </summary>
    [Theory]
    [MemberData(nameof(PostgresVersions.Tested), MemberType = typeof(PostgresVersions))]
    public async Task A_promoted_standby_shows_its_new_timeline_and_where_it_forks_off(int? major)
    {
        await using var servers = await ProbedLab.StartAsync(major, instances: 2);
        await servers.RunAsync(1, "CREATE TABLE t (x int); INSERT INTO t SELECT generate_series(1, 20000)");
        var (old, promoted) = (servers.Probe(1), servers.Probe(2));
        await old.AnswerAsync();
        var standby = await promoted.AnswerAsync();
        await servers.CaughtUpAsync(2);
        await servers.Lab.PartitionAsync(2, Cancellation);
        await servers.RunAsync(1, "INSERT INTO t SELECT generate_series(1, 1000)");

        await servers.Lab.PromoteAsync(2, Cancellation);
        var atOnce = await promoted.AnswerAsync();
        await servers.RunAsync(2, "INSERT INTO t SELECT generate_series(1, 5000)");
        var later = await promoted.AnswerAsync();

        var history = await servers.AskAsync(2, "SELECT pg_read_file('pg_wal/00000002.history')");
        var fork = Lsn.Parse(history.Split('\t')[1]);
        Assert.Equal((Role.Standby, standby.StartedAt), (standby.Role, later.StartedAt));
        Assert.Equal((Role.Primary, new Timeline(2), fork), (atOnce.Role, atOnce.Timeline, atOnce.RecoveryEnd));
        Assert.Equal((Role.Primary, new Timeline(2), fork), (later.Role, later.Timeline, later.RecoveryEnd));
        Assert.True(atOnce.WasStreaming && later.WasStreaming);
        Assert.True(later.Lsn > fork);
        Assert.True((await old.AnswerAsync()).Lsn > fork, "the old primary wrote what the standby never got");
    }

    [Theory]
    [MemberData(nameof(PostgresVersions.Tested), MemberType = typeof(PostgresVersions))]
    public async Task A_restart_forgets_the_fork_and_a_crash_shows_a_later_point(int? major)
    {
        await using var servers = await ProbedLab.StartAsync(major, instances: 2);
        var probe = servers.Probe(2);
        await servers.Lab.PromoteAsync(2, Cancellation);
        var fork = (await probe.AnswerAsync()).RecoveryEnd!.Value;

        await servers.RestartAsync(2);
        var restarted = await probe.AnswerAsync();
        await servers.RunAsync(2, "CREATE TABLE t (x int)");
        await servers.CrashAsync(2);
        var crashed = await probe.AnswerAsync();

        Assert.Equal((Role.Primary, new Timeline(2)), (restarted.Role, restarted.Timeline));
        Assert.Null(restarted.RecoveryEnd);
        Assert.False(restarted.WasStreaming);
        Assert.Equal((Role.Primary, new Timeline(2)), (crashed.Role, crashed.Timeline));
        Assert.True(crashed.RecoveryEnd > fork, $"{crashed.RecoveryEnd} is not after {fork}");
        Assert.False(crashed.WasStreaming);
    }

    [Theory]
    [MemberData(nameof(PostgresVersions.Tested), MemberType = typeof(PostgresVersions))]
    public async Task A_role_without_pg_monitor_sees_the_role_and_the_timeline_and_is_told_the_grant(int? major)
    {
        await using var servers = await ProbedLab.StartAsync(major, instances: 2);
        await servers.RunAsync(1, $"CREATE ROLE \"Plain Role\" LOGIN PASSWORD '{servers.Lab.Password}'");
        var awaited = (await servers.Probe(1).AnswerAsync()).Lsn;
        var monitor = servers.Probe(2);
        Lsn replayed;
        do replayed = (await monitor.AnswerAsync()).Lsn;
        while (replayed < awaited);

        var primary = await servers.Probe(servers.Settings(1) with { User = "Plain Role" }).AnswerAsync();
        var standby = await servers.Probe(servers.Settings(2) with { User = "Plain Role" }).AnswerAsync();

        Assert.Equal((Role.Primary, new Timeline(1)), (primary.Role, primary.Timeline));
        Assert.Equal(Role.Standby, standby.Role);
        Assert.Null(standby.Timeline);
        Assert.Null(standby.Upstream);
        Assert.Null(primary.Clients);
        Assert.Empty(primary.Standbys);
        Assert.Equal("GRANT pg_monitor TO \"Plain Role\";", Assert.Single(primary.Missing).Grant);
        Assert.Equal("GRANT pg_monitor TO \"Plain Role\";", Assert.Single(standby.Missing).Grant);
    }

    [Fact]
    public async Task Clients_are_counted_without_the_watchers_among_them()
    {
        await using var servers = await ProbedLab.StartAsync();
        await using var client = new Npgsql.NpgsqlConnection(servers.Lab.ConnectionString(1) + ";Pooling=false");
        await client.OpenAsync(Cancellation);
        await servers.Probe(1).AnswerAsync();
        var probe = servers.Probe(1);

        // A session that the lab has closed may be there for a moment more.
        await Eventually.Holds(async () => (await probe.AnswerAsync()).Clients == 1, "the client is all that counts");
    }

    [Fact]
    public async Task A_primary_set_to_read_only_says_so_on_the_connection_that_was_open_before()
    {
        await using var servers = await ProbedLab.StartAsync();
        var probe = servers.Probe(1);
        Assert.False((await probe.AnswerAsync()).IsReadOnly);

        await servers.RunAsync(1, "ALTER SYSTEM SET default_transaction_read_only = on");
        await servers.RunAsync(1, "SELECT pg_reload_conf()");

        var isReadOnly = false;
        while (!isReadOnly)
            isReadOnly = (await probe.AnswerAsync()).IsReadOnly;
        Assert.True(isReadOnly);
    }

    [Fact]
    public async Task A_socket_directory_is_a_host_too()
    {
        await using var servers = await ProbedLab.StartAsync();
        await servers.RunAsync(1, "SELECT 1");
        var settings = servers.Settings(1) with
        {
            Host = servers.Lab.Instances[0].SocketDirectory,
            User = LabCluster.SuperuserRole,
            SslMode = Npgsql.SslMode.Prefer,
        };

        var state = await servers.Probe(settings).AnswerAsync();

        Assert.Equal(Role.Primary, state.Role);
        Assert.Null(state.Address);
    }
}
