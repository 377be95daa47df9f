using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Primacy.Tests.Storage;
using Primacy.Topology;
using Primacy.Watching;
using Xunit;

namespace Primacy.Tests.Watching;

/// <summary>What is worth a write, and that nothing is published that is not written.</summary>
public sealed class JournalKeeperTests
{
    readonly FakeTimeProvider _time = new(Stories.Start);
    readonly RecordingJournal _journal = new();
    readonly JournalKeeper _keeper;

    public JournalKeeperTests()
    {
        _keeper = new("orders", _journal, _ => { }, _time, NullLogger<JournalKeeper>.Instance);
        _keeper.Load();
    }

    [Fact]
    public void Positions_that_grow_are_kept_twice_a_minute()
    {
        for (var look = 0; look < 122; look++)
        {
            Keep(Snapshots.Primary(1, $"0/{0x3000000 + look:X}", "db2"));
            _time.Advance(TimeSpan.FromMilliseconds(500));
        }

        Assert.Equal([0, 30.5], _journal.Looks.Select(look => (look.At - Stories.Start).TotalSeconds));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void What_changes_is_kept_at_once(string what)
    {
        Keep(Snapshots.Primary(1, "0/3000000", "db2"));
        _time.Advance(TimeSpan.FromMilliseconds(500));
        var before = _journal.Looks.Count;

        var state = Snapshots.Primary(1, "0/3000000", "db2");
        switch (what)
        {
            case "timeline":
                Keep(state with { Timeline = new Timeline(2) });
                break;
            case "role":
                Keep(Snapshots.Standby("db2"));
                break;
            case "streaming":
                Keep(state with { Standbys = [] });
                break;
            case "rights":
                Keep(state with { Missing = [new("clients", "GRANT")] });
                break;
            case "failure":
                Keep(Snapshots.Failed(ProbeFailure.TimedOut), Testimony.None);
                break;
            default:
                Keep(Snapshots.Answered(state), Proofs.Known(_time.GetUtcNow()));
                break;
        }

        Assert.Equal(before + 1, _journal.Looks.Count);
        Assert.Equal(_time.GetUtcNow(), _journal.Looks[^1].At);
    }

    public static TheoryData<string> Changes => ["timeline", "role", "streaming", "rights", "failure", "testimony"];

    [Fact]
    public void Counting_on_is_no_news()
    {
        var known = Proofs.Known(_time.GetUtcNow());
        Keep(Snapshots.Answered(Snapshots.Primary(1, "0/3000000")), known);
        _time.Advance(TimeSpan.FromMilliseconds(500));

        var later = Proofs.Known(_time.GetUtcNow());
        var pair = later.Comparisons[0];
        var counted = pair with { OneWrote = pair.OneWrote! with { To = Lsn.Parse("1/0"), Commits = 99 } };
        Keep(
            Snapshots.Answered(Snapshots.Primary(1, "0/3000100")),
            later with
            {
                Comparisons = [counted],
                Lineages = known.Lineages,
            }
        );
        Assert.Single(_journal.Looks);

        Keep(
            Snapshots.Answered(Snapshots.Primary(1, "0/3000100")),
            later with
            {
                Comparisons = [counted with { Kinship = Kinship.Apart }],
            }
        );
        Assert.Equal(2, _journal.Looks.Count);
    }

    void Keep(ServerState state) => Keep(Snapshots.Answered(state), Testimony.None);

    void Keep(ProbeOutcome outcome, Testimony testimony)
    {
        // From the beginning each time, so that no memory makes news of what the look itself does not show.
        var step = Snapshots.After(ClusterState.Initial, "orders", _time.GetUtcNow(), testimony, ("db1", outcome)).Step;
        _keeper.Keep(step with { State = ClusterState.Initial, Events = [] });
    }
}
