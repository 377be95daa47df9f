using Primacy.Analysis;
using Primacy.Incidents;
using Xunit;
using static Primacy.Muting.MutedIncidents;

namespace Primacy.Muting;

/// <summary>Acknowledgements, windows, and several of them together.</summary>
public sealed class MutesTests
{
    static readonly Verdict Split = ToldSplit.TwoPrimaries with
    {
        Survivor = new Survivor.Keep(new("a"), "2 of 3"),
        Divergences = [Apart(DivergenceState.Overlap)],
    };

    [Fact]
    public void An_acknowledgement_mutes_that_incident_and_no_other()
    {
        var mutes = new Mutes { Acknowledgements = [Acknowledged(Broken)] };

        Assert.Equal(
            new Mute(MuteKind.Acknowledgement, Firing(Broken).Key, "bert", "I am on it", Noon.AddHours(2)),
            mutes.Over(Firing(Broken))
        );
        var next = Firing(Broken) with { Key = "orders/replication-broken/2", Since = Noon.AddTicks(1) };
        Assert.Null(mutes.Over(next));
        Assert.Null(mutes.Over(Firing(Broken), Noon.AddHours(2)));
        Assert.Null(mutes.Over(Firing(Broken), Noon.AddTicks(-1)));
    }

    public static TheoryData<string, Verdict> Worse =>
        new()
        {
            { "a third primary", Split with { Primaries = [new("a"), new("b"), new("c")] } },
            { "another member", Split with { Subjects = [new("a"), new("b"), new("c")] } },
            { "rows that differ", Split with { Divergences = [Apart(DivergenceState.Diverged)] } },
            { "another to keep", Split with { Survivor = new Survivor.Keep(new("b"), "2 of 3") } },
            { "none to keep", Split with { Survivor = new Survivor.Undecidable("no majority") } },
            { "another verdict", Split with { Code = VerdictCode.ForeignPrimary } },
        };

    [Theory]
    [MemberData(nameof(Worse))]
    public void What_grew_worse_is_not_covered_by_an_acknowledgement(string how, Verdict worse)
    {
        var mutes = new Mutes { Acknowledgements = [Acknowledged(Split)] };
        var incident = Firing(Split) with { Verdict = worse };

        Assert.True(Worsening.IsIn(Split, worse), how);
        Assert.Null(mutes.Over(incident));
        // A silence is a wish to hear nothing at all, and covers it.
        Assert.NotNull((mutes with { Silences = [Silence(new Matcher("cluster", "orders"))] }).Over(incident));
    }

    [Fact]
    public void What_grew_better_or_is_only_more_of_the_same_is_covered()
    {
        Verdict[] same =
        [
            Split,
            Split with
            {
                Summary = "still",
            },
            Split with
            {
                Primaries = [new("a")],
            },
            Split with
            {
                Survivor = new Survivor.Keep(new("a"), "a quorum"),
            },
            Split with
            {
                Divergences = [],
            },
        ];
        foreach (var verdict in same)
            Assert.False(Worsening.IsIn(Split, verdict));
        var undecided = Split with { Survivor = new Survivor.Undecidable("no majority") };
        Assert.False(Worsening.IsIn(undecided, Split));
    }

    [Fact]
    public void A_window_mutes_what_planned_work_shows_but_never_two_primaries()
    {
        var mutes = new Mutes { Windows = [Window()] };

        Assert.Equal(
            new Mute(MuteKind.Maintenance, "w1", "cora", "patches", Noon.AddHours(3)),
            mutes.Over(Firing(Broken))
        );
        Assert.Null(mutes.Over(Firing(Broken), Noon.AddHours(3)));
        Assert.Null(mutes.Over(Firing(Broken, "stock")));
        Assert.Null(mutes.Over(Firing(Split)));
    }

    [Theory]
    [InlineData("2026-01-04T01:59:59Z", false)]
    [InlineData("2026-01-04T02:00:00Z", true)]
    [InlineData("2026-01-05T03:59:59Z", true)]
    [InlineData("2026-01-05T04:00:00Z", false)]
    [InlineData("2026-01-06T02:30:00Z", false)]
    public void A_window_may_come_again_every_sunday_and_last_past_midnight(string at, bool mutes)
    {
        var sundays = new RecurringMaintenance(
            "orders",
            [new DayName(DayOfWeek.Sunday)],
            new TimeOnly(2, 0),
            TimeSpan.FromHours(26),
            "patches"
        );

        var over = new Mutes { Recurring = [sundays] }.Over(Firing(Broken), DateTimeOffset.Parse(at, null));
        Assert.Equal(mutes ? "orders/20260104T0200Z" : null, over?.Id);
    }

    [Fact]
    public void A_window_without_days_comes_every_day()
    {
        var nights = new RecurringMaintenance("orders", [], new TimeOnly(2, 0), TimeSpan.FromHours(1), "backup");

        Assert.Equal(Noon.AddHours(-10), nights.Newest(Noon)?.From);
        Assert.Equal(Noon.AddHours(-34), nights.Newest(Noon.AddHours(-11))?.From);
        Assert.Equal("configuration", nights.Newest(Noon)?.By);
    }

    [Fact]
    public void Before_this_weeks_window_the_newest_is_last_weeks()
    {
        // Noon is a Thursday's.
        var thursdays = new RecurringMaintenance(
            "orders",
            [new DayName(DayOfWeek.Thursday)],
            new TimeOnly(12, 0),
            TimeSpan.FromHours(1),
            "patches"
        );
        Assert.Equal(Noon, thursdays.Newest(Noon)?.From);
        Assert.Equal(Noon.AddDays(-7), thursdays.Newest(Noon.AddTicks(-1))?.From);
    }

    [Fact]
    public void Of_several_what_ends_last_counts()
    {
        var mutes = new Mutes
        {
            Silences = [Silence(new Matcher("cluster", "orders"))],
            Acknowledgements = [Acknowledged(Broken)],
            Windows = [Window()],
        };
        var labels = IncidentLabels.Of(Firing(Broken));

        Assert.Equal(MuteKind.Maintenance, mutes.Over(Firing(Broken))?.Kind);
        Assert.Null(mutes.LastEnd(Firing(Broken), labels, Noon));
        Assert.Null(mutes.LastEnd(Firing(Broken), labels, Noon.AddHours(1).AddTicks(-1)));
        Assert.Equal(Noon.AddHours(1), mutes.LastEnd(Firing(Broken), labels, Noon.AddHours(1)));
        Assert.Equal(Noon.AddHours(1), mutes.LastEnd(Firing(Broken), labels, Noon.AddMinutes(90)));
        Assert.Equal(Noon.AddHours(3), mutes.LastEnd(Firing(Broken), labels, Noon.AddHours(4)));
    }

    [Fact]
    public void An_end_and_a_reason_are_asked_for()
    {
        Assert.Empty(Acknowledged(Broken).Objections(Noon));
        var over = Acknowledged(Broken) with
        {
            Incident = Firing(Broken) with { Phase = IncidentPhase.Resolved },
            Why = "",
            Until = Noon,
        };
        Assert.Equal(
            [
                "'why' is empty: say why, for whoever reads it at night.",
                "It ends before it begins.",
                "The incident orders/replication-broken/1 is over: there is nothing to acknowledge.",
            ],
            over.Objections(Noon)
        );
        Assert.Empty(Window().Objections(Noon));
        Assert.Empty((Window() with { Reason = new string('x', 1000) }).Objections(Noon));
        var wrong = Window() with { Reason = new string('x', 1001), Until = Noon.AddHours(-1) };
        Assert.Equal(
            ["'reason' has 1001 characters; it may have 1000.", "It ends before it begins."],
            wrong.Objections(Noon)
        );
        var empty = Window() with { From = Noon.AddHours(1), Until = Noon.AddHours(1) };
        Assert.Equal(["It ends before it begins."], empty.Objections(Noon));
    }

    [Fact]
    public void A_window_begins_with_its_first_instant_and_is_over_with_its_last()
    {
        Assert.Equal(MutePhase.Pending, Window().PhaseAt(Noon.AddTicks(-1)));
        Assert.Equal(MutePhase.Active, Window().PhaseAt(Noon));
        Assert.Equal(MutePhase.Active, Window().PhaseAt(Noon.AddHours(3).AddTicks(-1)));
        Assert.Equal(MutePhase.Expired, Window().PhaseAt(Noon.AddHours(3)));
    }

    [Fact]
    public void A_window_that_is_ended_ends_at_once_and_one_that_has_not_begun_never_does()
    {
        var (before, within, after) = (Noon.AddHours(-1), Noon.AddHours(1), Noon.AddHours(4));
        Assert.Equal(Window() with { Until = within }, Window().Ended(within));
        Assert.Equal(Window() with { From = before, Until = before }, Window().Ended(before));
        Assert.Equal(Window(), Window().Ended(after));
    }

    static Divergence Apart(DivergenceState state) => new(new("a"), new("b"), null, false, 0, 0, state);
}
