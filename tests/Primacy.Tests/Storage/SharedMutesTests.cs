using Microsoft.Extensions.Logging;
using Primacy.Acting;
using Primacy.Incidents;
using Primacy.Muting;
using Primacy.Storage;
using Xunit;

namespace Primacy.Tests.Storage;

/// <summary>What is muted at one replica reaches the others by the text that they share, and stays.</summary>
public sealed class SharedMutesTests : IDisposable
{
    static readonly Actor Anna = new("anna", "token", "127.0.0.1");

    readonly TemporaryDirectory _directory = new();
    readonly LogLines _log = new();
    readonly List<SqliteJournal> _journals = [];

    static Incident Split { get; } = Stories.Firing("orders");

    static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public void Dispose()
    {
        foreach (var journal in _journals)
            journal.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void A_silence_an_acknowledgement_and_a_window_are_in_force_at_the_other_with_who_and_why()
    {
        var (one, other) = (Start("one"), Start("other"));
        var silence = Silence(one);
        var known = Done(one.Acts.Acknowledge(Split.Key, Now.AddHours(1), "I am on it", Anna));
        var window = Window();
        Done(one.Acts.Plan(window, Anna));

        other.Shared.Read(one.Shared.Wanted());

        Assert.Equal([silence], other.Acts.Mutes.Silences);
        Assert.Equal([window], other.Acts.Mutes.Windows);
        var heard = Assert.Single(other.Acts.Mutes.Acknowledgements);
        Assert.Equal((known.By, known.Why, known.At, known.Until), (heard.By, heard.Why, heard.At, heard.Until));
        Assert.True(heard.Covers(Split));
        Assert.Empty(heard.Incident.Verdict.Evidence);
    }

    [Fact]
    public void What_was_heard_is_in_the_journal_and_what_is_known_is_not_written_again()
    {
        var (one, other) = (Start("one"), Start("other"));
        Silence(one);
        Done(one.Acts.Acknowledge(Split.Key, Now.AddHours(1), "I am on it", Anna));
        var text = one.Shared.Wanted();
        other.Shared.Read(text);

        Assert.Same(text, other.Shared.Wanted());
        one.Shared.Read(text);
        Assert.Same(text, one.Shared.Wanted());
        Assert.Equal(other.Acts.Mutes, _journals[1].Acts.Load());
    }

    [Fact]
    public void What_is_ended_at_one_ends_at_the_other_by_whatever_key_that_knows_it()
    {
        var (one, other) = (Start("one"), Start("other", Split with { Key = "orders/multiple-primaries/other" }));
        var silence = Silence(one);
        Done(one.Acts.Acknowledge(Split.Key, Now.AddHours(1), "I am on it", Anna));
        other.Shared.Read(one.Shared.Wanted());

        Done(other.Acts.ExpireSilence(silence.Id, "done", Anna));
        Done(other.Acts.Unacknowledge("orders/multiple-primaries/other", "not mine", Anna));
        one.Shared.Read(other.Shared.Wanted());

        Assert.Equal(MutePhase.Expired, one.Acts.Mutes.Silences[0].PhaseAt(Now));
        Assert.Equal(MutePhase.Expired, one.Acts.Mutes.Acknowledgements[0].PhaseAt(Now));
    }

    [Fact]
    public void What_was_ended_while_the_others_could_not_hear_it_is_told_when_they_can()
    {
        var (one, other) = (Start("one"), Start("other"));
        var silence = Silence(one);
        var before = one.Shared.Wanted();
        other.Shared.Read(before);
        one.Shared.Read(before);
        Done(one.Acts.ExpireSilence(silence.Id, "done", Anna));
        var late = Silence(other);

        var after = one.Shared.Wanted();
        Assert.NotEqual(before, after);
        other.Shared.Read(after);
        one.Shared.Read(other.Shared.Wanted());

        Assert.Equal([silence.Id, late.Id], one.Acts.Mutes.Silences.Select(each => each.Id));
        Assert.Equal([MutePhase.Expired, MutePhase.Active], Phases(one));
        Assert.Equal([MutePhase.Expired, MutePhase.Active], Phases(other));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"silences":[null],"acknowledgements":[],"windows":[]}""")]
    [InlineData("""{"silences":[],"acknowledgements":[null],"windows":[null]}""")]
    [InlineData("""{"silences":null,"acknowledgements":[],"windows":[]}""")]
    [InlineData(
        """{"silences":[],"acknowledgements":[],"windows":[{"id":"w","cluster":"c","from":"x","until":"y","by":"","reason":""}]}"""
    )]
    public void What_somebody_else_wrote_there_mutes_nothing_and_is_written_over(string text)
    {
        var one = Start("one");
        one.Shared.Read(text);
        Assert.Equal(Mutes.None, one.Acts.Mutes);
        Silence(one);
        var other = Start("other");
        other.Shared.Read(one.Shared.Wanted());
        Assert.Single(other.Acts.Mutes.Silences);
    }

    [Fact]
    public void Of_more_than_there_is_room_for_what_ends_last_is_told_and_the_log_says_so()
    {
        var (one, other) = (Start("one"), Start("other"));
        for (var hours = 1; hours <= 500; hours++)
            Silence(one, hours);

        var text = one.Shared.Wanted()!;
        other.Shared.Read(text);

        Assert.InRange(text.Length, 40_000, 80_000);
        var ends = other.Acts.Mutes.Silences.Select(each => each.EndsAt).ToArray();
        Assert.InRange(ends.Length, 100, 499);
        Assert.Equal(one.Acts.Mutes.Silences.Select(each => each.EndsAt).OrderDescending().Take(ends.Length), ends);
        Assert.Contains(
            _log.All,
            line => line.Contains("More is muted than the replicas can tell", StringComparison.Ordinal)
        );
        one.Shared.Read(text);
        Assert.Equal(text, one.Shared.Wanted());
    }

    [Fact]
    public void Two_of_which_one_knows_more_than_there_is_room_for_do_not_write_in_turns_for_ever()
    {
        var (one, other) = (Start("one"), Start("other"));
        for (var hours = 1; hours <= 500; hours++)
            Silence(one, hours);
        var text = one.Shared.Wanted();
        other.Shared.Read(text);
        for (var hours = 1; hours <= 5; hours++)
            Silence(other, hours);
        Replica[] both = [one, other];

        for (var turn = 0; turn < 20; turn++)
        {
            foreach (var replica in both)
                replica.Shared.Read(text);
            text = both[turn % 2].Shared.Wanted();
        }

        Assert.All(both, replica => replica.Shared.Read(text));
        Assert.All(both, replica => Assert.Equal(text, replica.Shared.Wanted()));
    }

    Replica Start(string name, Incident? incident = null)
    {
        var journal = SqliteJournal.Open(_directory[name], TimeProvider.System);
        _journals.Add(journal);
        var acts = new Acts(
            journal.Acts,
            new MuteBook(_ => []),
            key => key == (incident ?? Split).Key ? incident ?? Split : null,
            _ => [],
            TimeProvider.System,
            new Logger<Acts>(_log)
        );
        return new Replica(acts, new SharedMutes(acts, TimeProvider.System, new Logger<SharedMutes>(_log)));
    }

    static Silence Silence(Replica at, int hours = 1)
    {
        var now = Now;
        return Done(
            at.Acts.Silence(
                new Silence
                {
                    Id = Guid.NewGuid().ToString(),
                    Matchers = [new Matcher("cluster", "orders"), new Matcher("verdict", ".*", IsRegex: true)],
                    StartsAt = now,
                    EndsAt = now.AddHours(hours),
                    CreatedBy = Anna.Name,
                    Comment = "the switch is replaced",
                    CreatedAt = now,
                },
                Anna
            )
        );
    }

    static MaintenanceWindow Window() =>
        new()
        {
            Id = "w1",
            Cluster = "orders",
            From = Now,
            Until = Now.AddHours(3),
            By = "anna",
            Reason = "patches",
        };

    static IEnumerable<MutePhase> Phases(Replica replica) =>
        replica.Acts.Mutes.Silences.OrderBy(each => each.CreatedAt).Select(each => each.PhaseAt(Now));

    static T Done<T>(ActResult<T> result) => Assert.IsType<ActResult<T>.Done>(result).Value;

    sealed record Replica(Acts Acts, SharedMutes Shared);
}
