using Microsoft.Extensions.Time.Testing;
using Primacy.Topology;
using Primacy.Watching;
using Primacy.Web.Live;
using Xunit;

namespace Primacy.Tests.Web;

/// <summary>How often the journal is read for the lanes.</summary>
public sealed class RolePastTests
{
    readonly FakeTimeProvider _time = new(Snapshots.Start);
    readonly List<RoleLook> _journal = [];
    readonly List<int> _read = [];

    DateTimeOffset DayAgo => _time.GetUtcNow().AddHours(-24);

    [Fact]
    public void A_day_is_read_once_and_then_what_has_come_since()
    {
        var past = new RolePast(Read, _time);
        Look(SeenAs.Primary, count: 100);
        Assert.Equal(100, past.Of("orders", DayAgo)!.Looks.Count);
        Look(SeenAs.Unseen, count: 3);
        var looks = past.Of("orders", DayAgo)!.Looks;
        Assert.Equal(_journal, looks);

        Assert.Equal(100, past.Of("orders", _journal[3].At)!.Looks.Count);
        Assert.Equal([100, 4, 1], _read);
    }

    [Fact]
    public void A_look_that_was_written_once_more_counts_as_it_is_now()
    {
        var past = new RolePast(Read, _time);
        Look(SeenAs.Primary, count: 2);
        _ = past.Of("orders", DayAgo);
        _journal[^1] = _journal[^1] with { Members = [new(new("a"), SeenAs.Down, null)] };

        Assert.Equal(_journal, past.Of("orders", DayAgo)!.Looks);
    }

    [Fact]
    public void More_than_is_drawn_is_cut_and_all_is_read_anew_now_and_then()
    {
        var past = new RolePast(Read, _time);
        Look(SeenAs.Primary, count: PastRoles.LooksMax - 1);
        Assert.False(past.Of("orders", DayAgo)!.IsCut);
        Look(SeenAs.Primary, count: 5);
        var cut = past.Of("orders", DayAgo)!;
        Assert.True(cut.IsCut);
        Assert.Equal(PastRoles.LooksMax, cut.Looks.Count);

        _time.Advance(TimeSpan.FromMinutes(11));
        _ = past.Of("orders", DayAgo);
        Assert.True(_read[^1] >= PastRoles.LooksMax);
    }

    [Fact]
    public async Task Who_would_wait_for_others_goes_without_it()
    {
        using var begun = new ManualResetEventSlim();
        using var end = new ManualResetEventSlim();
        var past = new RolePast(
            (_, _) =>
            {
                begun.Set();
                end.Wait(TestContext.Current.CancellationToken);
                return new PastRoles([], IsCut: false);
            },
            _time
        );
        var first = Task.Run(() => past.Of("orders", DayAgo), TestContext.Current.CancellationToken);
        begun.Wait(TestContext.Current.CancellationToken);

        Assert.Null(past.Of("stock", DayAgo));
        end.Set();
        Assert.NotNull(await first);
    }

    PastRoles Read(string cluster, DateTimeOffset from)
    {
        RoleLook[] looks = [.. _journal.Where(look => look.At >= from).TakeLast(PastRoles.LooksMax)];
        _read.Add(looks.Length);
        return new PastRoles(looks, looks.Length >= PastRoles.LooksMax);
    }

    void Look(SeenAs seen, int count)
    {
        for (var i = 0; i < count; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            _journal.Add(new RoleLook(_time.GetUtcNow(), [new(new("a"), seen, null)]));
        }
    }
}
