using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Primacy.Tests.Storage;
using Primacy.Topology;
using Primacy.Watching;
using Xunit;

namespace Primacy.Tests.Watching;

/// <summary>What the next watcher of a cluster begins with, in whatever order the journal is.</summary>
public sealed class JournalKeepersTests
{
    static readonly ClusterState Split = new(ClusterMemory.Empty, [Stories.Firing("orders")]);

    readonly RecordingJournal _journal = new();
    readonly JournalKeepers _keepers;
    int _told;

    public JournalKeepersTests() =>
        _keepers = new(
            _journal,
            events => _told += events.Count,
            new FakeTimeProvider(Stories.Start),
            NullLogger<JournalKeeper>.Instance
        );

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_could_not_be_written_is_known_to_the_next_watcher_which_writes_it_down(bool isAwayMeanwhile)
    {
        _keepers.Of("orders").Load();
        _journal.IsWritable = false;
        Keep(Split, fires: true);
        if (isAwayMeanwhile)
            _keepers.Forget("orders");

        Assert.Equal(Split, _keepers.Of("orders").Load());
        Keep(Split, fires: false);
        Assert.Empty(_journal.Events);
        _journal.IsWritable = true;
        Keep(Split, fires: false);

        Assert.Equal(Stories.Fired(Split.Incidents[0]), Assert.Single(_journal.Events));
        Assert.Equal(1, _told);
        Assert.Null(_keepers.Of("orders").Fault);
        Assert.Equal(Split, _journal.Load("orders"));
    }

    [Fact]
    public void What_a_look_knows_for_the_next_look_alone_is_not_handed_on()
    {
        _keepers.Of("orders").Load();
        _journal.IsWritable = false;
        Keep(Split with { AttentiveUntil = Stories.Start, LookedAt = Stories.Start }, fires: true);

        Assert.Equal(Split, _keepers.Of("orders").Load());
    }

    [Fact]
    public void A_journal_that_cannot_be_read_stops_the_first_watcher_of_a_cluster_and_no_later_one()
    {
        _journal.IsReadable = false;
        Assert.Throws<JournalException>(_keepers.Of("orders").Load);

        _journal.IsReadable = true;
        Assert.Equal(ClusterState.Initial, _keepers.Of("orders").Load());
        Keep(Split, fires: true);
        _journal.IsReadable = false;

        Assert.Equal(Split, _keepers.Of("orders").Load());
        Assert.Throws<JournalException>(_keepers.Of("stock").Load);
    }

    [Fact]
    public void A_cluster_that_comes_back_begins_with_the_journal_when_that_is_in_order()
    {
        _keepers.Of("orders").Load();
        Keep(Split, fires: true);
        _keepers.Forget("orders");
        _keepers.Forget("never watched");
        var other = new ClusterState(ClusterMemory.Empty, [Stories.Firing("orders", 1)]);
        _journal.Append("orders", other.Memory, other.Incidents, []);

        Assert.Equal(other, _keepers.Of("orders").Load());
    }

    [Fact]
    public void The_first_look_of_each_watcher_is_written()
    {
        for (var watcher = 1; watcher <= 2; watcher++)
        {
            _keepers.Of("orders").Load();
            Keep(ClusterState.Initial, fires: false);
            Keep(ClusterState.Initial, fires: false);
            Assert.Equal(watcher, _journal.Looks.Count);
        }
    }

    void Keep(ClusterState state, bool fires)
    {
        var seen = ("db1", Snapshots.Answered(Snapshots.Primary(1, "0/3000000")));
        var step = Snapshots.After(ClusterState.Initial, "orders", Stories.Start, Testimony.None, seen).Step;
        _keepers
            .Of("orders")
            .Keep(step with { State = state, Events = fires ? [Stories.Fired(state.Incidents[0])] : [] });
    }
}
