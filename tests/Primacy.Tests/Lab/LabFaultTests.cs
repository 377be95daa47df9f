using System.Net;
using System.Net.Sockets;
using Npgsql;
using Primacy.Lab;
using Primacy.Lab.Servers;
using Xunit;

namespace Primacy.Tests.Lab;

public sealed class LabFaultTests(LabFixture fixture) : IClassFixture<LabFixture>
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_frozen_server_keeps_its_connections_and_answers_when_thawed()
    {
        var lab = await fixture.HealthyAsync();
        await using var client = await ConnectAsync(lab, 1);

        lab.Freeze(1);
        var answer = SelectOneAsync(client);
        await LabWait.StaysSilentAsync(answer);
        var status = await lab.StatusAsync(Cancellation);
        lab.Thaw(1);

        Assert.Equal(InstanceState.Frozen, status.Instances[0].State);
        Assert.Equal(1, await answer);
    }

    [Fact]
    public async Task A_frozen_server_is_not_asked_to_stop()
    {
        var lab = await fixture.HealthyAsync();
        lab.Freeze(3);

        var failure = await Assert.ThrowsAsync<LabException>(() => lab.StopAsync(3, Cancellation));
        lab.Thaw(3);

        Assert.Contains("primacy lab thaw 3", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_partition_holds_old_and_new_connections_until_it_is_healed()
    {
        var lab = await fixture.HealthyAsync();
        await using var client = await ConnectAsync(lab, 1);

        await lab.PartitionAsync(1, Cancellation);
        var answer = SelectOneAsync(client);
        var newcomer = ConnectAsync(lab, 1);
        await LabWait.StaysSilentAsync(Task.WhenAny(answer, newcomer));
        var inside = await lab.QueryScalarAsync<int>(1, "SELECT 1", Cancellation);
        await lab.HealAsync(1, Cancellation);

        Assert.Equal(1, inside);
        Assert.Equal(1, await answer);
        await using var connected = await newcomer;
        Assert.Equal(1, await SelectOneAsync(connected));
    }

    [Fact]
    public async Task A_partition_of_the_primary_keeps_its_writes_from_the_standbys_until_it_is_healed()
    {
        var lab = await fixture.HealthyAsync();
        await lab.PartitionAsync(1, Cancellation);
        await lab.ExecuteAsync(1, "CREATE TABLE behind_the_partition ()", Cancellation);
        await LabWait.StaysSilentAsync(ArrivesAsync(lab, "behind_the_partition"));

        await lab.HealAsync(1, Cancellation);

        await ArrivesAsync(lab, "behind_the_partition");
    }

    [Fact]
    public async Task A_partition_hides_that_the_server_died()
    {
        var lab = await fixture.HealthyAsync();
        await using var client = await ConnectAsync(lab, 2);
        await lab.PartitionAsync(2, Cancellation);

        await lab.KillAsync(2, Cancellation);
        var answer = SelectOneAsync(client);
        await LabWait.StaysSilentAsync(answer);
        await lab.HealAsync(2, Cancellation);

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => answer);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_server_that_is_down_refuses_clients_and_comes_back_in_its_role(bool isKilled)
    {
        var lab = await fixture.HealthyAsync();
        var instance = lab.Instances[1];

        await (isKilled ? lab.KillAsync(2, Cancellation) : lab.StopAsync(2, Cancellation));
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        var refusal = await Assert.ThrowsAsync<SocketException>(async () =>
            await client.ConnectAsync(instance.Host, instance.Port, Cancellation)
        );
        var left = ProcessTable.In(instance.DataDirectory);
        await lab.StartAsync(2, Cancellation);

        Assert.Equal(SocketError.ConnectionRefused, refusal.SocketErrorCode);
        Assert.Empty(left);
        await LabWait.UntilAsync(async () => (await lab.StatusAsync(Cancellation)).Instances[1].IsStreaming == true);
    }

    [Fact]
    public async Task A_port_that_was_taken_while_the_server_was_down_is_answered_again_once_it_is_free()
    {
        var lab = await fixture.HealthyAsync();
        await lab.StopAsync(2, Cancellation);

        using (var squatter = new TcpListener(IPAddress.Loopback, lab.Instances[1].Port))
        {
            squatter.Start();
            await lab.StartAsync(2, Cancellation);
        }

        await LabWait.UntilAsync(async () => (await lab.StatusAsync(Cancellation)).Instances[1].IsStreaming == true);
        await lab.PartitionAsync(2, Cancellation);
        await lab.HealAsync(2, Cancellation);
        await using var client = await ConnectAsync(lab, 2);
        Assert.Equal(1, await SelectOneAsync(client));
    }

    [Fact]
    public async Task The_servers_run_unprivileged_whoever_starts_them()
    {
        var lab = await fixture.HealthyAsync();

        // The postmaster is not one of the processes that a server starts and ends as it goes along.
        foreach (var instance in lab.Instances)
        {
            var postmaster = File.ReadLines(Path.Combine(instance.DataDirectory, "postmaster.pid")).First();
            var line = File.ReadLines($"/proc/{postmaster}/status")
                .Single(line => line.StartsWith("Uid:", StringComparison.Ordinal));
            Assert.DoesNotContain("0", line.Split('\t')[1..]);
        }
    }

    static async Task<NpgsqlConnection> ConnectAsync(LabCluster lab, int number)
    {
        var connection = new NpgsqlConnection($"{lab.ConnectionString(number)};Pooling=false");
        await connection.OpenAsync(Cancellation);
        return connection;
    }

    static async Task<int> SelectOneAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SELECT 1", connection);
        return (int)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    static Task ArrivesAsync(LabCluster lab, string table) =>
        LabWait.UntilAsync(async () =>
            await lab.QueryScalarAsync<bool>(2, $"SELECT to_regclass('{table}') IS NOT NULL", Cancellation)
        );
}
