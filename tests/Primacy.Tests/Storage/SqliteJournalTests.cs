using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Primacy.Incidents;
using Primacy.Storage;
using Primacy.Tests.Notifications;
using Primacy.Topology;
using Primacy.Watching;
using Xunit;

namespace Primacy.Tests.Storage;

public sealed class SqliteJournalTests : JournalContract
{
    readonly TemporaryDirectory _directory = new();
    readonly FakeTimeProvider _time = new(Stories.Start);
    SqliteJournal? _journal;

    private protected override IJournal Open() => Reopened();

    public override void Dispose()
    {
        _journal?.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_file_that_another_program_has_locked_is_a_fault_and_holds_nobody_up()
    {
        using var directory = new TemporaryDirectory();
        using var journal = SqliteJournal.Open(directory.Path, TimeProvider.System);
        using var other = new SqliteConnection($"Data Source={directory["primacy.db"]};Pooling=False");
        other.Open();
        using var editing = other.BeginTransaction(deferred: false);

        // SQLite's library itself would go on trying for half a minute.
        var write = Task.Run(journal.Deliveries.Release, TestContext.Current.CancellationToken);
        var fault = await Assert.ThrowsAsync<JournalException>(() =>
            write.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)
        );

        Assert.Contains("primacy.db", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void History_shows_open_incidents_and_on_request_those_that_were_told_and_are_over()
    {
        var journal = Reopened();
        var (over, open) = (Stories.Firing("c", 1), Stories.Firing("c", 2));
        var withdrawn = Stories.Resolved(Stories.Firing("c", 3)) with { FiredAt = null };
        journal.Append("c", ClusterMemory.Empty, [over], [Stories.Fired(over)]);
        journal.Append(
            "c",
            ClusterMemory.Empty,
            [open],
            [
                Stories.Ended(Stories.Resolved(over)),
                Stories.Fired(open),
                new IncidentEvent(IncidentEventKind.Withdrawn, Stories.Start, withdrawn),
            ]
        );

        Assert.Equal([open], journal.Incidents(includeResolved: false, limit: 10));
        Assert.Equal([open, Stories.Resolved(over)], journal.Incidents(includeResolved: true, limit: 10));
        Assert.Equal([open], journal.Incidents(includeResolved: true, limit: 1));
    }

    [Fact]
    public void Old_history_is_forgotten_and_what_is_open_or_untold_is_not()
    {
        var journal = Reopened();
        journal.Routing = Addressees.All("https://hook");
        var (over, open) = (Stories.Firing("c", 1), Stories.Firing("c", 2));
        journal.Append(
            "c",
            ClusterMemory.Empty,
            [open],
            [Stories.Fired(over), Stories.Ended(Stories.Resolved(over)), Stories.Fired(open)]
        );
        for (var heads = journal.Deliveries.Heads("https://hook", 9); heads.Count > 0; )
        {
            journal.Deliveries.Delivered(heads[0].Id);
            heads = journal.Deliveries.Heads("https://hook", 9);
        }

        _time.Advance(Retention.Deliveries + TimeSpan.FromMinutes(1));
        journal.Append("c", ClusterMemory.Empty, [open], []);
        // That the open one was told decides whether its end will be.
        Assert.Equal(1, Count("delivery"));
        Assert.Equal(3, Count("event"));
        Assert.Equal(2, journal.Incidents(includeResolved: true, limit: 10).Count);

        _time.Advance(Retention.History);
        journal.Append(
            "c",
            ClusterMemory.Empty,
            [open],
            [new IncidentEvent(IncidentEventKind.Changed, _time.GetUtcNow(), open)]
        );
        Assert.Equal(1, Count("event"));
        Assert.Equal([open], journal.Incidents(includeResolved: true, limit: 10));
        Assert.Single(journal.Deliveries.Heads("https://hook", 9));
    }

    [Fact]
    public void A_second_watcher_is_refused_with_the_directory_and_the_pid_of_the_first()
    {
        Reopened();
        var refusal = Assert.Throws<JournalException>(() => SqliteJournal.Open(_directory.Path, _time));

        Assert.Contains(_directory.Path, refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"pid {Environment.ProcessId}", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public void A_missing_directory_is_made_for_its_owner_only()
    {
        var path = _directory["state"];
        using var journal = SqliteJournal.Open(path, _time);

        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(path)
        );
    }

    [Fact]
    public void A_journal_of_a_newer_version_is_left_alone()
    {
        Run("PRAGMA user_version = 99");
        var refusal = Assert.Throws<JournalException>(Reopened);

        Assert.Contains("newer Primacy (schema 99", refusal.Message, StringComparison.Ordinal);
        Run($"PRAGMA user_version = {Schema.Newest}");
        Reopened();
    }

    [Fact]
    public void A_damaged_file_is_named_and_what_to_do_about_it()
    {
        File.WriteAllText(_directory["primacy.db"], new string('x', 8192));
        var refusal = Assert.Throws<JournalException>(Reopened);

        Assert.Contains(_directory["primacy.db"], refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Move it away", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_row_is_an_error_and_not_an_empty_incident()
    {
        var open = Stories.Firing("c");
        Reopened().Append("c", ClusterMemory.Empty, [open], []);
        Run("UPDATE incident SET body = '{}'");

        Assert.Throws<JournalException>(() => Reopened().Load("c"));
    }

    [Fact]
    public void A_path_that_is_a_file_is_refused_in_one_sentence()
    {
        File.WriteAllText(_directory["file"], "");
        var refusal = Assert.Throws<JournalException>(() => SqliteJournal.Open(_directory["file"], _time));

        Assert.Contains(_directory["file"], refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_append_that_fails_changes_nothing()
    {
        var before = Stories.Firing("c", 1);
        Reopened().Append("c", ClusterMemory.Empty, [before], [Stories.Fired(before)]);
        // The last insert of the transaction is the one that fails, after all others have been made.
        Run("CREATE TRIGGER full BEFORE INSERT ON delivery BEGIN SELECT RAISE(ABORT, 'no'); END");
        var journal = Reopened();
        journal.Routing = Addressees.All("https://hook");

        var after = Stories.Firing("c", 2);
        Assert.Throws<JournalException>(() =>
            journal.Append("c", ClusterMemory.Empty, [after], [Stories.Fired(after)])
        );
        Assert.Equal([before], journal.Load("c").Incidents);
        Assert.Equal([before], journal.Incidents(includeResolved: true, limit: 10));
        Assert.Equal(1, Count("event"));

        journal.Routing = Addressees.All();
        journal.Append("c", ClusterMemory.Empty, [after], [Stories.Fired(after)]);
        Assert.Equal([after], journal.Load("c").Incidents);
    }

    SqliteJournal Reopened()
    {
        _journal?.Dispose();
        _journal = null;
        return _journal = SqliteJournal.Open(_directory.Path, _time);
    }

    void Run(string sql)
    {
        _journal?.Dispose();
        _journal = null;
        using var connection = Connect();
        connection.Execute(sql);
    }

    long Count(string table)
    {
        using var connection = Connect();
        return connection.Query($"SELECT count(*) FROM {table}", row => row.GetInt64(0))[0];
    }

    SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={_directory["primacy.db"]};Pooling=False");
        connection.Open();
        return connection;
    }
}
