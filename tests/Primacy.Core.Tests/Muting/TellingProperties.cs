using CsCheck;
using Primacy.Incidents;
using Xunit;
using static Primacy.Muting.MutedIncidents;

namespace Primacy.Muting;

/// <summary>What a receiver hears of one incident, whenever silences begin and end.</summary>
public sealed class TellingProperties
{
    const int Iterations = 20_000;

    /// <summary>How often an incident changes before it is over, if it ends, and when a silence is on or off.</summary>
    static readonly Gen<(int Changes, bool Ends, bool[] Muted)> Lives = Gen.Select(
        Gen.Int[0, 4],
        Gen.Bool,
        Gen.Bool.Array[8]
    );

    [Fact]
    public void What_is_muted_is_not_told_but_for_the_end_of_what_was() =>
        Lives.Sample(
            life =>
            {
                var receiver = Live(life);
                foreach (var (told, wasMuted, knew) in receiver.Told)
                    Assert.True(!wasMuted || (told.Kind is IncidentEventKind.Resolved && knew), $"{told.Kind}");
            },
            iter: Iterations
        );

    [Fact]
    public void When_nothing_mutes_any_more_the_receiver_knows_how_things_stand() =>
        Lives.Sample(
            life =>
            {
                var (receiver, all) = (Live(life), Events(life));
                if (receiver.Told.Count > 0 || !life.Ends)
                    Assert.Equal(all[^1], receiver.Told[^1].Event);
                Assert.Empty(receiver.Waiting);
            },
            iter: Iterations
        );

    [Fact]
    public void Nothing_is_told_twice_or_out_of_order() =>
        Lives.Sample(
            life =>
            {
                var told = Live(life).Told.Select(one => one.Event.At).ToArray();
                Assert.Equal(told.Distinct().Order(), told);
            },
            iter: Iterations
        );

    [Fact]
    public void Of_what_was_held_only_the_newest_is_told()
    {
        Lives.Sample(life => Assert.Equal(0, Live(life).Stale), iter: Iterations);
        var all = Events((1, true, []));
        var (fired, changed, resolved) = (all[0], all[1], all[2]);
        // A silence that ends in the very moment in which newer news come.
        AssertNever(1, wasTold: false, new(fired, IsHeld: true), new(changed, IsHeld: false));
        AssertNever(1, wasTold: true, new(changed, IsHeld: true), new(resolved, IsHeld: false));
        AssertNever(2, wasTold: false, new(changed, IsHeld: true), new(resolved, IsHeld: false));
        Assert.IsType<Telling.Now>(Tellings.Decide([new(changed, IsHeld: true)], wasTold: false, mute: null));
    }

    [Fact]
    public void The_end_of_what_was_told_is_told_at_once_though_it_is_muted()
    {
        var mute = new Mutes { Windows = [Window()] }.Over(Firing(Broken));
        var end = new WaitingNews(Events((0, true, []))[1], IsHeld: false);

        Assert.IsType<Telling.Now>(Tellings.Decide([end], wasTold: true, mute));
        Assert.IsType<Telling.Never>(Tellings.Decide([end], wasTold: false, mute));
    }

    [Fact]
    public void Without_anything_that_mutes_everything_is_told() =>
        Lives.Sample(
            life => Assert.Equal(Events(life), Live(life with { Muted = new bool[8] }).Told.Select(one => one.Event)),
            iter: Iterations / 10
        );

    [Fact]
    public void What_is_held_waits_for_the_end_of_what_mutes_it_and_says_who_wanted_that()
    {
        var news = new WaitingNews(Events((0, false, []))[0], IsHeld: false);
        var incident = news.Event.Incident;
        Mutes[] all =
        [
            new() { Silences = [Silence(new Matcher("cluster", "orders"))] },
            new() { Acknowledgements = [Acknowledged(Broken)] },
            new() { Windows = [Window()] },
        ];

        Assert.Equal(
            [
                new Telling.Later(Noon.AddHours(1), "silenced by anna (s1)"),
                new Telling.Later(Noon.AddHours(2), "acknowledged by bert"),
                new Telling.Later(Noon.AddHours(3), "maintenance, planned by cora (w1)"),
            ],
            all.Select(mutes => Tellings.Decide([news], wasTold: false, mutes.Over(incident)))
        );
    }

    [Fact]
    public void What_another_replica_tells_waits_for_it()
    {
        var news = new WaitingNews(Events((0, false, []))[0], IsHeld: false);
        var turn = new Mute(MuteKind.Turn, "orders", "primacy-1", "one of several replicas tells", Noon.AddMinutes(1));

        Assert.Equal(
            new Telling.Later(Noon.AddMinutes(1), "left to primacy-1"),
            Tellings.Decide([news], wasTold: false, turn)
        );
        Assert.Equal("left to primacy-1", Tellings.Words(turn));
    }

    [Fact]
    public void What_waits_for_a_receiver_that_is_down_is_told_in_order_when_nothing_was_held()
    {
        var waiting = Events((2, true, [])).Select(one => new WaitingNews(one, IsHeld: false)).ToEquatableArray();

        Assert.IsType<Telling.Now>(Tellings.Decide(waiting, wasTold: false, mute: null));
    }

    static void AssertNever(int count, bool wasTold, params WaitingNews[] waiting) =>
        Assert.Equal(
            count,
            Assert.IsType<Telling.Never>(Tellings.Decide(waiting.ToEquatableArray(), wasTold, mute: null)).Count
        );

    /// <summary>One event a step; at each the receiver is offered what waits until there is nothing to do.</summary>
    static ToldReceiver Live((int Changes, bool Ends, bool[] Muted) life)
    {
        var receiver = new ToldReceiver();
        foreach (var (happened, step) in Events(life).Select((one, i) => (one, i)))
        {
            receiver.Offer(happened);
            receiver.Decide(life.Muted[step]);
        }
        // The silence ends, begins anew or goes on; in the end it ends.
        receiver.Decide(life.Muted[6]);
        receiver.Decide(isMuted: false);
        return receiver;
    }

    static IncidentEvent[] Events((int Changes, bool Ends, bool[] Muted) life)
    {
        var firing = Firing(Broken);
        var changes = Enumerable
            .Range(1, life.Changes)
            .Select(n => new IncidentEvent(IncidentEventKind.Changed, Noon.AddSeconds(n), firing));
        var end = new IncidentEvent(
            IncidentEventKind.Resolved,
            Noon.AddSeconds(9),
            firing with
            {
                Phase = IncidentPhase.Resolved,
            }
        );
        return
        [
            new IncidentEvent(IncidentEventKind.Fired, Noon, firing),
            .. changes,
            .. life.Ends ? [end] : Array.Empty<IncidentEvent>(),
        ];
    }
}
