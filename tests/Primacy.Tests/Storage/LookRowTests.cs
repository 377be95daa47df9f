using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Primacy.Analysis;
using Primacy.Explaining;
using Primacy.Storage;
using Primacy.Topology;
using Primacy.Watching;
using Xunit;

namespace Primacy.Tests.Storage;

/// <summary>What was known then is known for as long as it is kept.</summary>
public sealed class LookRowTests : IDisposable
{
    readonly TemporaryDirectory _directory = new();
    readonly FakeTimeProvider _time = new(Stories.Start);
    readonly SqliteJournal _journal;

    public LookRowTests() => _journal = SqliteJournal.Open(_directory.Path, _time);

    public void Dispose()
    {
        _journal.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void A_look_is_read_as_it_was_kept_and_means_the_same()
    {
        var step = Proofs.Step();
        Keep(step.View);

        var read = _journal.Look("orders", step.View.At).View!;
        Assert.Equal(
            (step.View.Cluster, step.View.At, step.View.System, step.View.Members, step.View.Testimony),
            (read.Cluster, read.At, read.System, read.Members, read.Testimony)
        );
        Assert.Equal(step.Assessment, Analyzer.Analyze(read, ClusterPolicy.Default.Analysis));
    }

    [Fact]
    public void Who_was_on_a_branch_of_its_own_is_kept()
    {
        var view = At(0);
        var stray = new Stray
        {
            Instance = new("db3"),
            Head = new("db1"),
            Against = new("db2"),
            Timeline = new Timeline(1),
            AgainstTimeline = new Timeline(2),
            Fork = Lsn.Parse("0/3000148"),
            Reached = Lsn.Parse("0/3000548"),
            At = Stories.Start.AddMinutes(-3),
            StartedAt = Stories.Start.AddDays(-1),
            HistoryWrittenAt = Stories.Start.AddDays(-2),
            Trail = new(Stories.Start.AddDays(-1), Stories.Start.AddMinutes(-3), Stories.Start.AddDays(-1)),
        };
        Keep(new ClusterView(view.Cluster, view.At, view.System, view.Members, view.Testimony, [stray]));

        var read = Look(0).View!;
        Assert.Equal([stray], read.Strays);
        Assert.Contains(
            Explanation.Of(read, Analyzer.Analyze(read, ClusterPolicy.Default.Analysis)).Seen,
            s =>
                s.Text.StartsWith(
                    "Remembered of db3: at 02:57:00.000 UTC it held at least 1.0 KiB",
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public void Whatever_a_server_or_a_network_says_is_kept()
    {
        const string Odd = "\u0001 \"quoted\" 💥 <b>'";
        var state = Snapshots.Standby(Odd) with
        {
            IsReadOnly = true,
            Timeline = null,
            Lsn = new Lsn(ulong.MaxValue),
            ReceivedLsn = new Lsn(1UL << 63),
            System = new SystemIdentifier(ulong.MaxValue),
            ClusterName = Odd,
            Address = "::1",
            Clients = null,
            LagSeconds = 1e300,
            HasArchive = true,
            Upstream = new UpstreamLink(Odd, null, null, Odd, Odd, null),
            Standbys = [new StandbyLink(Odd, Odd, "startup", "quorum", null, 1e-9)],
            Missing = [new MissingRight(Odd, Odd)],
        };
        var view = Snapshots
            .From(
                Odd,
                null,
                ("db1", Snapshots.Answered(state)),
                ("db2", Snapshots.Failed(ProbeFailure.Protocol, Odd)),
                ("db3", Snapshots.Answered(state with { Upstream = null, HasArchive = false, Standbys = [] }))
            )
            .View;
        Keep(view);

        Assert.Equal(view.Members, _journal.Look(Odd, view.At).View!.Members);
    }

    [Fact]
    public void The_newest_look_before_an_instant_is_what_was_known()
    {
        Keep(At(0), At(30), At(60));
        Keep(Snapshots.Healthy("other", Stories.Start.AddSeconds(40)).View);

        Assert.Equal(Stories.Start.AddSeconds(30), Look(59.9).View!.At);
        Assert.Equal(Stories.Start.AddSeconds(60), Look(60).View!.At);
        Assert.Equal(Stories.Start.AddSeconds(60), Look(9999).View!.At);
        var before = Look(-1);
        Assert.Null(before.View);
        Assert.Equal((Stories.Start, Stories.Start.AddSeconds(60)), (before.First, before.Last));
        Assert.Equal(
            "Nothing is kept of 'orders' at 2026-03-01 02:59:59 UTC: the first look that is kept was taken at "
                + "2026-03-01 03:00:00 UTC, the last at 2026-03-01 03:01:00 UTC.",
            before.NothingKnown("orders", Stories.Start.AddSeconds(-1))
        );
    }

    [Fact]
    public void A_second_look_of_one_instant_takes_the_place_of_the_first()
    {
        Keep(At(0), Snapshots.Split(at: Stories.Start).View);

        Assert.Equal(2, Look(0).View!.Primaries.Count);
    }

    [Fact]
    public void The_roles_of_a_time_are_read_in_order_however_many_looks_are_kept()
    {
        ClusterView[] looks = [.. Enumerable.Range(0, 250).Select(i => At(i))];
        Keep(looks);
        Keep(Snapshots.Healthy("other", Stories.Start.AddSeconds(40)).View);

        var past = _journal.Stories.Roles("orders", Stories.Start.AddSeconds(10));
        Assert.Equal(looks[10..].Select(look => look.At), past.Looks.Select(look => look.At));
        Assert.False(past.IsCut);
        Assert.Equal(
            [
                (new InstanceId("db1"), SeenAs.Primary, new Timeline(1)),
                (new InstanceId("db2"), SeenAs.Standby, new Timeline(1)),
                (new InstanceId("db3"), SeenAs.Standby, new Timeline(1)),
            ],
            past.Looks[0].Members.Select(member => (member.Instance, member.As, member.Timeline!.Value))
        );
    }

    [Fact]
    public void Looks_are_forgotten_by_age_and_by_bytes_the_oldest_first()
    {
        Keep(At(0), At(10), At(20));
        using var connection = Connect();
        var bytes = connection.Query("SELECT bytes FROM look", row => row.GetInt64(0))[0];

        Retention.ForgetLooks(connection, Stories.Start, 2 * bytes);
        Assert.Equal(Stories.Start.AddSeconds(10), Look(0).First);

        Retention.ForgetLooks(connection, Stories.Start + Retention.Looks + TimeSpan.FromSeconds(20), long.MaxValue);
        Assert.Equal(Stories.Start.AddSeconds(20), Look(0).First);
    }

    [Fact]
    public void A_damaged_look_is_an_error_and_not_an_empty_one()
    {
        Keep(At(0));
        using (var connection = Connect())
            connection.Execute("UPDATE look SET body = '{}'");

        Assert.Throws<JournalException>(() => Look(0));
    }

    [Fact]
    public void A_journal_from_before_there_were_looks_learns_to_keep_them()
    {
        _journal.Dispose();
        using (var connection = Connect())
            connection.Execute(
                """
                DROP TABLE look;
                DROP TABLE silence;
                DROP TABLE acknowledgement;
                DROP TABLE maintenance;
                DROP TABLE audit;
                DROP INDEX delivery_held;
                DROP INDEX event_incident;
                ALTER TABLE delivery DROP COLUMN held_by;
                ALTER TABLE delivery DROP COLUMN muted_by;
                ALTER TABLE delivery DROP COLUMN told_at;
                ALTER TABLE stray DROP COLUMN trail_started_at;
                ALTER TABLE stray DROP COLUMN trail_seen_at;
                ALTER TABLE stray DROP COLUMN trail_former_seen_at;
                ALTER TABLE remembered DROP COLUMN start_seen_at;
                ALTER TABLE remembered DROP COLUMN former_seen_at;
                ALTER TABLE remembered DROP COLUMN other_role_seen_at;
                PRAGMA user_version = 2
                """
            );

        using var journal = SqliteJournal.Open(_directory.Path, _time);
        journal.Append("orders", ClusterMemory.Empty, [], [], At(0));
        Assert.Equal(Stories.Start, journal.Look("orders", Stories.Start).First);
    }

    [Fact]
    public void The_journal_can_be_read_while_a_service_works_with_it()
    {
        Keep(At(0));

        Assert.NotNull(JournalReader.Look(_directory.Path, "orders", Stories.Start).View);
        Assert.Contains(
            "There is no journal",
            Assert.Throws<JournalException>(() => JournalReader.Look(_directory["none"], "orders", default)).Message,
            StringComparison.Ordinal
        );
    }

    static ClusterView At(double seconds) => Snapshots.Healthy(at: Stories.Start.AddSeconds(seconds)).View;

    PastLook Look(double seconds) => _journal.Look("orders", Stories.Start.AddSeconds(seconds));

    void Keep(params IEnumerable<ClusterView> looks)
    {
        foreach (var look in looks)
            _journal.Append(look.Cluster, ClusterMemory.Empty, [], [], look);
    }

    SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={_directory["primacy.db"]};Pooling=False");
        connection.Open();
        return connection;
    }
}
