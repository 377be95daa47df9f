using System.Text.RegularExpressions;
using Npgsql;
using Primacy.Forensics;
using Primacy.Lab;
using Primacy.Probing;
using Primacy.Tests.Probing;
using Primacy.Topology;
using Xunit;

namespace Primacy.Tests.Forensics;

/// <summary>A lab of real servers and an examiner of them, past the lab's proxy.</summary>
internal sealed partial class ExaminedLab(LabCluster lab, Examiner examiner) : IAsyncDisposable
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public LabCluster Lab => lab;

    public Examiner Examiner => examiner;

    public static async Task<ExaminedLab> StartAsync(int? major = null, int instances = 2)
    {
        var options = new LabOptions
        {
            Name = $"wal-{Guid.NewGuid().ToString("N")[..12]}",
            Instances = instances,
            PostgresMajor = major,
        };
        var lab = await LabCluster.StartAsync(options, null, Cancellation);
        await lab.ExecuteAsync(
            1,
            $"ALTER ROLE {LabCluster.MonitorRole} REPLICATION; CREATE TABLE t (x int)",
            Cancellation
        );
        return new(lab, ExaminerOf(lab));
    }

    public static Examiner ExaminerOf(LabCluster lab, TimeProvider? time = null) =>
        new(
            lab.Instances.ToDictionary(instance => Id(instance.Number), instance => Settings(lab, instance.Number)),
            time ?? TimeProvider.System
        );

    public static ConnectionSettings Settings(LabCluster lab, int number) =>
        Probes.Settings(lab.Instances[number - 1].RealPort) with
        {
            User = LabCluster.MonitorRole,
            Password = lab.Password,
        };

    public static InstanceId Id(int number) => new(LabInstance.NameOf(number));

    public Task<Comparison> CompareAsync(int one, int other, Lsn? presumed = null, Comparison? earlier = null) =>
        examiner.CompareAsync(new Inquiry.OfPair(Id(one), Id(other), presumed), earlier, Cancellation);

    public async Task<Lineage> LineageAsync(int number)
    {
        var look = await examiner.ReadLineageAsync(Id(number), Cancellation);
        Assert.Null(look.Why);
        return Assert.IsType<Lineage>(look.Lineage);
    }

    /// <summary>Each statement is a transaction of its own.</summary>
    public async Task RunAsync(int number, params string[] statements)
    {
        await using var session = await ConnectAsync(number);
        foreach (var statement in statements)
            await RunAsync(session, statement);
    }

    public static async Task RunAsync(NpgsqlConnection session, string statement)
    {
        await using var command = new NpgsqlCommand(statement, session);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    /// <summary>From now on the server logs what WAL it is asked for.</summary>
    public async Task LogRequestsAsync(int number)
    {
        await RunAsync(number, "ALTER SYSTEM SET log_replication_commands = on", "SELECT pg_reload_conf()");
        await Tests.Lab.LabWait.UntilAsync(async () => await AskAsync(number, "SHOW log_replication_commands") == "on");
    }

    /// <summary>From where on it was asked for WAL.</summary>
    public async Task<List<Lsn>> RequestsAsync(int number)
    {
        var log = await File.ReadAllTextAsync(lab.Instances[number - 1].LogFile, Cancellation);
        return [.. Request().Matches(log).Select(request => Lsn.Parse(request.Groups[1].Value))];
    }

    [GeneratedRegex("command: START_REPLICATION PHYSICAL ([0-9A-F/]+) TIMELINE")]
    private static partial Regex Request();

    public async Task<string> AskAsync(int number, string sql) =>
        await lab.QueryScalarAsync<string>(number, sql, Cancellation) ?? "";

    public async Task<NpgsqlConnection> ConnectAsync(int number)
    {
        var instance = lab.Instances[number - 1];
        var connection = new NpgsqlConnection(
            $"Host={instance.SocketDirectory};Port={instance.RealPort};Username=postgres;Pooling=false"
        );
        await connection.OpenAsync(Cancellation);
        return connection;
    }

    /// <summary>Waits until standbys have all that their primary has written.</summary>
    public async Task CatchUpAsync(int primary, params int[] standbys)
    {
        // The end of a record, which after a switch of segments the place of the next one is not.
        var written = await AskAsync(primary, "SELECT pg_logical_emit_message(false, 'test', '')::text");
        foreach (var standby in standbys)
            await Tests.Lab.LabWait.UntilAsync(async () =>
                await AskAsync(standby, $"SELECT (pg_last_wal_replay_lsn() >= '{written}')::text") == "true"
            );
    }

    /// <summary>The standby becomes a primary behind the back of the old one, which goes on.</summary>
    public async Task SplitAsync(params int[] promoted)
    {
        // All first, so that twins fork at one place.
        await CatchUpAsync(1, promoted);
        foreach (var number in promoted)
            await lab.PartitionAsync(number, Cancellation);
        foreach (var number in promoted)
            await lab.PromoteAsync(number, Cancellation);
    }

    public async Task<Lsn> ForkByHistoryAsync(int number)
    {
        var timeline = (await LineageAsync(number)).Timeline!.Value.Value;
        var history = await AskAsync(number, $"SELECT pg_read_file('pg_wal/{timeline:X8}.history')");
        return Lsn.Parse(history.Trim().Split('\n')[^1].Split('\t')[1]);
    }

    public async ValueTask DisposeAsync()
    {
        await examiner.DisposeAsync();
        await lab.DisposeAsync();
    }
}
