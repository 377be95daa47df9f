using Npgsql;
using Primacy.Lab;
using Primacy.Lab.Networking;
using Primacy.Lab.Proxying;
using Primacy.Lab.Registry;
using Primacy.Lab.Servers;
using Xunit;

namespace Primacy.Tests.Lab;

/// <summary>Labs whose instances have a network of their own.</summary>
public sealed class LabNamespaceTests
{
    const string Sender = "SELECT sender_host FROM pg_stat_wal_receiver";
    const string Heard = "SELECT extract(epoch FROM now() - last_msg_receipt_time)::float8 FROM pg_stat_wal_receiver";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_instance_has_an_address_of_its_own_and_standbys_stream_from_there()
    {
        await using var lab = await StartAsync(instances: 3);

        Assert.Equal(3, lab.Instances.Select(instance => instance.Host).Distinct().Count());
        Assert.Equal(lab.Instances[0].Host, await lab.QueryScalarAsync<string>(2, Sender, Cancellation));
        await lab.FollowAsync(3, 2, Cancellation);
        await LabWait.UntilAsync(async () =>
            await lab.QueryScalarAsync<string>(3, Sender, Cancellation) == lab.Instances[1].Host
        );
        await using var client = new NpgsqlConnection($"{lab.ConnectionString(3)};Pooling=false");
        await client.OpenAsync(Cancellation);
    }

    [Fact]
    public async Task A_cut_stops_one_direction_and_heals()
    {
        await using var lab = await StartAsync(instances: 2);
        await using var client = new NpgsqlConnection($"{lab.ConnectionString(1)};Pooling=false;Command Timeout=60");
        await client.OpenAsync(Cancellation);
        await using var query = new NpgsqlCommand("SELECT 1", client);

        await lab.CutAsync(1, Cut.Outside, Cancellation);
        var answer = query.ExecuteScalarAsync(Cancellation);
        await LabWait.StaysSilentAsync(answer);
        await lab.ExecuteAsync(1, "CREATE TABLE written_behind_the_cut ()", Cancellation);
        await LabWait.UntilAsync(async () =>
            await lab.QueryScalarAsync<bool>(
                2,
                "SELECT to_regclass('written_behind_the_cut') IS NOT NULL",
                Cancellation
            )
        );
        await lab.HealAsync(1, Cancellation);

        Assert.Equal(1, await answer);
    }

    [Fact]
    public async Task A_partition_stops_replication_while_this_machine_reaches_the_standby()
    {
        await using var lab = await StartAsync(instances: 2);

        await lab.PartitionAsync(1, Cancellation);
        await LabWait.UntilAsync(async () => await lab.QueryScalarAsync<double>(2, Heard, Cancellation) > 0.2);

        await using var client = new NpgsqlConnection($"{lab.ConnectionString(2)};Pooling=false");
        await client.OpenAsync(Cancellation);
    }

    [Fact]
    public async Task Nothing_is_left_of_the_network_of_a_lab_whose_owner_was_killed()
    {
        await using var orphan = await StartAsync(instances: 1);
        var directory = new LabDirectory(orphan.Directory);
        var names = new NamespaceNames(directory);
        Assert.Equal(2, names.Existing().Count);
        directory.Write(directory.ReadManifest()! with { Owner = new LabOwner(Environment.ProcessId, StartTime: "0") });

        await using var next = await StartAsync(instances: 1);

        Assert.Empty(names.Existing());
        Assert.False(Directory.Exists($"/sys/class/net/{names.Outside}"));
        Assert.Empty(ProcessTable.In(orphan.Instances[0].DataDirectory));
    }

    [Fact]
    public async Task A_proxy_refuses_to_cut_one_direction_and_says_what_can()
    {
        await using var lab = await LabCluster.StartAsync(
            new LabOptions { Name = LabFixture.UniqueName(), Instances = 2 },
            null,
            Cancellation
        );

        var refused = await Assert.ThrowsAsync<LabException>(() => lab.CutAsync(1, 2, Cancellation));

        Assert.Contains("--network namespaces", refused.Message, StringComparison.Ordinal);
    }

    static Task<LabCluster> StartAsync(int instances)
    {
        NamespacesNeeded.OrSkip();
        return LabCluster.StartAsync(
            new LabOptions
            {
                Name = LabFixture.UniqueName(),
                Instances = instances,
                Network = LabNetworkKind.Namespaces,
            },
            null,
            Cancellation
        );
    }
}
