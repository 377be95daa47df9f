using Primacy.Forensics;
using Primacy.Tests.Lab;
using Primacy.Tests.Probing;
using Primacy.Topology;
using Primacy.Wal;
using Xunit;

namespace Primacy.Tests.Forensics;

/// <summary>An examination changes nothing: no server waits for it, counts on it or complains of it.</summary>
public sealed class BystanderTests
{
    const string Senders =
        "SELECT count(*)::text FROM pg_stat_replication WHERE application_name = 'primacy examination'";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(PostgresVersions.Tested), MemberType = typeof(PostgresVersions))]
    public async Task A_commit_that_waits_for_a_synchronous_standby_goes_on_waiting(int? major)
    {
        await using var servers = await ExaminedLab.StartAsync(major, instances: 1);
        var settings = ExaminedLab.Settings(servers.Lab, 1);
        await using var session = await WalSession.OpenAsync(settings, Probes.Patience, Cancellation);
        var facts = await ServerFacts.IdentifyAsync(session);
        var reader = new WalReader(new Lsn(facts.Flushed.Value / facts.SegmentBytes * facts.SegmentBytes));
        session.Start(new Leg(facts.Timeline!.Value, reader.Start, new Lsn(ulong.MaxValue)));
        await servers.RunAsync(1, "ALTER SYSTEM SET synchronous_standby_names = '*'", "SELECT pg_reload_conf()");
        await LabWait.UntilAsync(async () => await servers.AskAsync(1, "SHOW synchronous_standby_names") == "*");

        var commit = servers.RunAsync(1, "INSERT INTO t VALUES (1)");
        await LabWait.UntilAsync(async () => await WaitingAsync(servers) == "1");
        var written = Lsn.Parse(await servers.AskAsync(1, "SELECT pg_current_wal_lsn()::text"));
        while (reader.Position < written)
            await session.FillAsync(reader, new Lsn(ulong.MaxValue));

        // We have the commit and the server knows that it was sent; a standby would have released it by now.
        await LabWait.UntilAsync(async () =>
            await servers.AskAsync(1, $"SELECT (sent_lsn >= '{written}')::text FROM pg_stat_replication") == "true"
        );
        await LabWait.StaysSilentAsync(commit);
        Assert.Equal("1", await WaitingAsync(servers));
        var state = "SELECT sync_state || ' ' || sync_priority FROM pg_stat_replication";
        Assert.Equal("async 0", await servers.AskAsync(1, state));

        await servers.RunAsync(1, "ALTER SYSTEM RESET synchronous_standby_names", "SELECT pg_reload_conf()");
        await commit;
    }

    [Fact]
    public async Task A_probe_takes_an_examination_for_no_standby_and_no_client()
    {
        await using var servers = await ExaminedLab.StartAsync();
        var settings = ExaminedLab.Settings(servers.Lab, 1);
        await using var probe = Probes.Of(settings);
        // A session that the lab has closed may be there for a moment more.
        await Eventually.Holds(async () => (await probe.AnswerAsync()).Clients == 0, "the lab's sessions have ended");
        await using var session = await WalSession.OpenAsync(settings, Probes.Patience, Cancellation);
        var facts = await ServerFacts.IdentifyAsync(session);
        var reader = new WalReader(new Lsn(facts.Flushed.Value / facts.SegmentBytes * facts.SegmentBytes));
        session.Start(new Leg(facts.Timeline!.Value, reader.Start, new Lsn(ulong.MaxValue)));
        await session.FillAsync(reader, facts.Flushed);

        var during = await probe.AnswerAsync();

        Assert.Equal("1", await servers.AskAsync(1, Senders));
        Assert.Equal("node-2", Assert.Single(during.Standbys).ApplicationName);
        Assert.Equal(0, during.Clients);
    }

    [Fact]
    public async Task An_examination_leaves_no_connection_and_no_complaint_in_the_log()
    {
        await using var servers = await ExaminedLab.StartAsync();
        await servers.SplitAsync(2);
        await servers.RunAsync(1, "INSERT INTO t SELECT generate_series(1, 100000)");
        // Of the standby that left something is said too, before its sender is gone.
        await LabWait.UntilAsync(async () =>
            await servers.AskAsync(1, "SELECT count(*)::text FROM pg_stat_replication") == "0"
        );
        var logFile = servers.Lab.Instances[0].LogFile;
        var before = (await File.ReadAllTextAsync(logFile, Cancellation)).Length;
        Comparison? earlier = null;
        for (var i = 0; i < 5; i++)
        {
            await servers.RunAsync(1, "INSERT INTO t VALUES (1)");
            earlier = await servers.CompareAsync(1, 2, null, earlier);
        }

        await LabWait.UntilAsync(async () => await servers.AskAsync(1, Senders) == "0");
        var log = (await File.ReadAllTextAsync(logFile, Cancellation))[before..];
        Assert.DoesNotContain("ERROR", log, StringComparison.Ordinal);
        Assert.DoesNotContain("START_REPLICATION PHYSICAL", log, StringComparison.Ordinal);
        Assert.DoesNotContain("could not send data", log, StringComparison.Ordinal);
        Assert.DoesNotContain("unexpected EOF", log, StringComparison.Ordinal);
    }

    static Task<string> WaitingAsync(ExaminedLab servers) =>
        servers.AskAsync(1, "SELECT count(*)::text FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
}
