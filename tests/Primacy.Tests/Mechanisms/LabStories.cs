using Primacy.Lab;
using Primacy.Tests.Lab;
using Primacy.Topology;

namespace Primacy.Tests.Mechanisms;

/// <summary>What operators, managers and accidents do to a cluster, in the field's words.</summary>
internal static class LabStories
{
    /// <summary>
    /// The primary crashes, a standby is promoted, and the other standbys follow it: what managers do.
    /// </summary>
    public static async Task FailOverAsync(this LabCluster lab, int from, int to)
    {
        await lab.KillAsync(from, Story.Cancellation);
        await lab.PromoteAsync(to, Story.Cancellation);
        await lab.OthersFollowAsync(from, to);
    }

    /// <summary>Every instance but the former primary follows the new one.</summary>
    public static async Task OthersFollowAsync(this LabCluster lab, int former, int primary)
    {
        foreach (var other in lab.Instances.Where(other => other.Number != former && other.Number != primary))
            await lab.FollowAsync(other.Number, primary, Story.Cancellation);
    }

    /// <summary>
    /// The primary is stopped, a standby that has all of it is promoted, and everybody else follows.
    /// </summary>
    public static async Task SwitchOverAsync(this LabCluster lab, int from, int to)
    {
        await lab.StopAsync(from, Story.Cancellation);
        await lab.PromoteAsync(to, Story.Cancellation);
        await lab.OthersFollowAsync(from, to);
        await lab.FollowAsync(from, to, Story.Cancellation);
        await lab.StartAsync(from, Story.Cancellation);
    }

    public static async Task RestartAsync(this LabCluster lab, int number)
    {
        await lab.StopAsync(number, Story.Cancellation);
        await lab.StartAsync(number, Story.Cancellation);
    }

    /// <summary>A standby is started without the file that makes it one.</summary>
    public static async Task LoseStandbySignalAsync(this LabCluster lab, int number)
    {
        await lab.StopAsync(number, Story.Cancellation);
        File.Delete(Path.Combine(lab.Instances[number - 1].DataDirectory, "standby.signal"));
        await lab.StartAsync(number, Story.Cancellation);
    }

    /// <summary>A standby's receiver is switched off, so that it falls behind.</summary>
    public static async Task StopReceivingAsync(this LabCluster lab, int number)
    {
        await lab.ExecuteAsync(number, "ALTER SYSTEM SET primary_conninfo = ''", Story.Cancellation);
        await lab.ReloadAsync(number);
        await LabWait.UntilAsync(async () =>
            await lab.QueryScalarAsync<long>(number, "SELECT count(*) FROM pg_stat_wal_receiver", Story.Cancellation)
            == 0
        );
    }

    /// <summary>Two standbys are promoted at once, each by somebody who does not see the other.</summary>
    public static Task PromoteTwinsAsync(this LabCluster lab, int one, int other) =>
        Task.WhenAll(lab.PromoteAsync(one, Story.Cancellation), lab.PromoteAsync(other, Story.Cancellation));

    /// <summary>The history file of timeline 2, as the server holds it.</summary>
    public static Task<string?> HistoryAsync(this LabCluster lab, int number) =>
        lab.QueryScalarAsync<string>(number, "SELECT pg_read_file('pg_wal/00000002.history')", Story.Cancellation);

    /// <summary>A digest of the rows that clients read from a server.</summary>
    public static Task<string?> OrdersAsync(this LabCluster lab, int number) =>
        lab.QueryScalarAsync<string>(
            number,
            "SELECT md5(coalesce(string_agg(id || placed, ',' ORDER BY id), '')) FROM orders",
            Story.Cancellation
        );

    /// <summary>
    /// Both write other rows of the same size until their histories are equally long, so that a record of the one would
    /// follow on the other's last: then a standby can pass from one to the other without noticing.
    /// </summary>
    public static Task WriteAlikeAsync(this LabCluster lab, int one, int other) =>
        LabWait.UntilAsync(async () =>
        {
            await lab.OrderTwentyAsync(one);
            await lab.OrderTwentyAsync(other);
            var (first, second) = (await lab.PositionAsync(one), await lab.PositionAsync(other));
            if (first == second)
                return true;
            await lab.FillAsync(one, 1_000 + second.BytesSince(first));
            await lab.FillAsync(other, 1_000 + first.BytesSince(second));
            return false;
        });

    static Task OrderTwentyAsync(this LabCluster lab, int number) =>
        lab.ExecuteAsync(
            number,
            $"INSERT INTO orders (placed) SELECT 'on {number}' FROM generate_series(1, 20)",
            Story.Cancellation
        );

    /// <summary>Housekeeping may have made the other history longer; the shorter one says more empty words.</summary>
    static Task FillAsync(this LabCluster lab, int number, ulong bytes) =>
        lab.ExecuteAsync(
            number,
            $"SELECT pg_logical_emit_message(false, '', repeat('.', {bytes}))",
            Story.Cancellation
        );

    /// <summary>All that replication shows of a standby is green.</summary>
    public static Task StreamsWithoutLagAsync(this LabCluster lab, int primary) =>
        LabWait.UntilAsync(async () =>
            await lab.QueryScalarAsync<long>(
                primary,
                "SELECT count(*) FROM pg_stat_replication "
                    + "WHERE state = 'streaming' AND replay_lsn = pg_current_wal_lsn()",
                Story.Cancellation
            ) == 1
        );

    public static async Task StartReceivingAsync(this LabCluster lab, int number)
    {
        await lab.ExecuteAsync(number, "ALTER SYSTEM RESET primary_conninfo", Story.Cancellation);
        await lab.ReloadAsync(number);
    }

    public static Task ReloadAsync(this LabCluster lab, int number) =>
        lab.ExecuteAsync(number, "SELECT pg_reload_conf()", Story.Cancellation);

    /// <summary>How far a primary has written.</summary>
    public static async Task<Lsn> PositionAsync(this LabCluster lab, int number)
    {
        const string Sql = "SELECT pg_current_wal_lsn()::text";
        return Lsn.Parse((await lab.QueryScalarAsync<string>(number, Sql, Story.Cancellation))!);
    }
}
