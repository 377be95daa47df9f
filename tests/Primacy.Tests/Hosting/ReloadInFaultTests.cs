using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Primacy.Configuration;
using Primacy.Hosting;
using Primacy.Storage;
using Primacy.Tests.Configuration;
using Primacy.Tests.Notifications;
using Primacy.Watching;
using Xunit;

namespace Primacy.Tests.Hosting;

/// <summary>A cluster is changed while the journal fails: its next watcher goes on where the last one was.</summary>
public sealed class ReloadInFaultTests : IDisposable
{
    readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_fires_while_nothing_can_be_written_fires_on_as_the_same_incident()
    {
        await using var receiver = await RecordingReceiver.Start();
        SqliteJournal.Open(_directory["state"], TimeProvider.System).Dispose();
        Execute("CREATE TRIGGER full BEFORE INSERT ON cluster BEGIN SELECT RAISE(FAIL, 'The disk is full.'); END");
        await using var host = await StartAsync(receiver);
        await Eventually.Holds(() => receiver.Told.Count > 0, "it is told from memory");
        var told = Newest(host)!;
        Assert.NotNull(told.JournalFault);

        host.Use(Options(port: 2, receiver));
        var changed = await FiringAsync(host, port: 2);

        Assert.Equal(told.Incidents[0].Key, changed.Incidents[0].Key);
        Execute("DROP TRIGGER full");
        await Eventually.Holds(() => Newest(host)?.JournalFault is null, "the journal can be written again");
        Assert.Equal(1L, Execute("SELECT count(*) FROM incident"));
        Assert.Equal(1L, Execute("SELECT count(*) FROM event WHERE kind = 'Fired'"));
        Assert.Single(receiver.Told.Distinct());
        await host.StopAsync();
    }

    [Fact]
    public async Task A_journal_that_cannot_be_read_then_ends_nothing()
    {
        await using var receiver = await RecordingReceiver.Start();
        await using var host = await StartAsync(receiver);
        var before = await FiringAsync(host, port: 1);
        Execute("ALTER TABLE remembered RENAME TO unreadable");

        host.Use(Options(port: 2, receiver));
        var changed = await FiringAsync(host, port: 2);

        Assert.Equal(before.Incidents[0].Key, changed.Incidents[0].Key);
        Execute("ALTER TABLE unreadable RENAME TO remembered");
        await Eventually.Holds(() => Newest(host)?.JournalFault is null, "the journal is in order again");
        Assert.Equal(1L, Execute("SELECT count(*) FROM incident"));
        await host.StopAsync();
    }

    static ClusterSnapshot? Newest(WatchHost host) => host.Feed.Newest.GetValueOrDefault("north");

    /// <summary>The first look of the watcher of a port at which something fires.</summary>
    static async Task<ClusterSnapshot> FiringAsync(WatchHost host, int port)
    {
        ClusterSnapshot? found = null;
        await Eventually.Holds(
            () =>
            {
                Assert.Null(host.Failure);
                found = Newest(host);
                return found is { Incidents.Count: > 0 } && found.View.Members[0].Instance.Port == port;
            },
            $"it fires at port {port}"
        );
        return found!;
    }

    object? Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_directory["state"]}/primacy.db;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    Task<WatchHost> StartAsync(RecordingReceiver receiver) =>
        WatchHost.StartAsync(
            Options(port: 1, receiver),
            _ => _ => Task.FromResult<IReadOnlyList<string>>([]),
            logging => logging.ClearProviders(),
            TestContext.Current.CancellationToken
        );

    /// <summary>A cluster of one server that is not there, at a port at which nobody listens.</summary>
    WatchOptions Options(int port, RecordingReceiver receiver)
    {
        File.WriteAllText(
            _directory["primacy.yaml"],
            $$"""
            listen: 127.0.0.1:0
            state: state
            notify: [{ webhook: {{receiver.Url}} }]
            clusters:
              - name: north
                host: 127.0.0.1
                port: {{port}}
                interval: 100ms
                for: { no-primary: 0, blind: 24h }
            """
        );
        var source = new ConfigurationSource(
            new CommandLineSettings { ConfigFile = _directory["primacy.yaml"] },
            Around.Nothing
        );
        return Assert.IsType<LoadedConfiguration.Valid>(source.Load()).Options;
    }
}
