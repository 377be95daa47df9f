using Primacy.Incidents;
using Primacy.Kubernetes.Leadership;
using Primacy.Tests.Storage;
using Xunit;

namespace Primacy.Tests.Kubernetes.Leadership;

/// <summary>Whose turn it is, by what is known of the Lease and of what was told.</summary>
public sealed class TurnRuleTests
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    static readonly TurnRule Rule = new("b", Patience);
    static readonly TimeSpan Stagger = TimeSpan.FromMinutes(10);
    static readonly Incident Split = Stories.Firing("orders");
    static readonly IncidentEvent Changed = new(IncidentEventKind.Changed, Split.Since, Split);
    static readonly DateTimeOffset Fired = Split.FiredAt!.Value;
    static readonly Standing Leading = new(Role.Leading, "b", true);
    static readonly Standing Following = new(Role.Following, "a", false);
    static readonly Standing Lost = new(Role.Unknown, "b", true);
    static readonly Standing Stranger = new(Role.Unknown, "a", false);

    [Fact]
    public void The_leader_and_who_led_last_tell_at_once()
    {
        Assert.Null(Rule.Over(null, Leading, Split, Fired));
        Assert.Null(Rule.Over(null, Lost, Split, Fired));
    }

    [Fact]
    public void Another_waits_and_tells_what_is_critical_if_nobody_has()
    {
        foreach (var standing in new[] { Following, Stranger })
        {
            Assert.Equal(Fired + Patience, Rule.Over(null, standing, Split, Fired)?.Until);
            Assert.Null(Rule.Over(null, standing, Split, Fired + Patience));
            var noted = Entry("over") with { IsOver = true, IsTold = true, At = Fired.AddSeconds(5) };
            Assert.Equal(Fired.AddSeconds(5) + Patience, Rule.Over(noted, standing, Split, Fired)?.Until);
        }
    }

    [Fact]
    public void Where_nobody_can_be_asked_one_speaks_up_and_the_next_ten_minutes_later()
    {
        foreach (var role in new[] { Role.Following, Role.Unknown })
        {
            var heir = new Standing(role, "a", false, Rank: 1) { IsInTouch = false };
            var next = heir with { Rank = 2 };
            Assert.Null(Rule.Over(null, heir, Split, Fired + Patience));
            Assert.Equal(Fired + Patience + Stagger, Rule.Over(null, next, Split, Fired + Patience)?.Until);
            Assert.Equal(
                Fired + Patience + (2 * Stagger),
                Rule.Over(null, next with { Rank = 3 }, Split, Fired)?.Until
            );
            Assert.Null(Rule.Over(null, next, Split, Fired + Patience + Stagger));
            Assert.Null(Rule.Over(null, next with { IsInTouch = true }, Split, Fired + Patience));
        }
    }

    [Fact]
    public void All_wait_for_who_is_just_about_to_tell_for_as_long_as_an_attempt_may_take()
    {
        var claim = Entry(NewsDigest.Of(Split)) with { At = Fired.AddSeconds(5) };

        foreach (var first in new[] { Leading, Lost })
        {
            var wait = Rule.Over(claim, first, Split, Fired.AddSeconds(16));
            Assert.Equal((Fired.AddSeconds(17), "a"), (wait?.Until, wait?.By));
            Assert.Null(Rule.Over(claim, first, Split, Fired.AddSeconds(17)));
            Assert.Null(Rule.Over(claim with { By = "b" }, first, Split, Fired.AddSeconds(16)));
            Assert.Null(Rule.Over(claim with { IsTold = true }, first, Split, Fired.AddSeconds(16)));
            Assert.Null(Rule.Over(claim with { MutedUntil = Fired }, first, Split, Fired.AddSeconds(16)));
            Assert.Null(Rule.Over(claim with { At = Split.Since.AddMinutes(-2) }, first, Split, Fired));
        }
    }

    [Fact]
    public void Who_says_with_each_attempt_that_he_is_about_to_tell_is_waited_for_no_longer_than_one_takes()
    {
        var claim = Entry(NewsDigest.Of(Split));
        var patient = new TurnRule("b", TimeSpan.FromSeconds(65));

        for (var again = Fired; again < Fired.AddMinutes(3); again = again.AddSeconds(30))
        {
            var turn = patient.Over(claim with { At = again }, Following, Split, again)?.Until;
            Assert.Equal(again < Fired.AddMinutes(1) ? Fired.AddSeconds(65) : again.AddSeconds(12), turn);
        }
    }

    [Fact]
    public void Nobody_waits_for_himself()
    {
        // It was noted, and the Lease could be read, and not written.
        var own = Entry(NewsDigest.Of(Split)) with
        {
            By = "b",
            At = Fired + Patience,
        };

        Assert.Null(Rule.Over(own, Following, Split, Fired + Patience));
        Assert.Null(Rule.Over(own, Following with { IsInTouch = false, Rank = 1 }, Split, Fired + Patience));
    }

    [Fact]
    public void Another_waits_for_as_long_as_people_have_muted_it_at_the_leader()
    {
        var muted = Entry(NewsDigest.Of(Split)) with { MutedUntil = Fired.AddHours(1) };

        Assert.Equal(Fired.AddHours(1) + Patience, Rule.Over(muted, Following, Split, Fired.AddMinutes(5))?.Until);
    }

    [Fact]
    public void What_people_muted_of_an_earlier_incident_holds_up_nothing()
    {
        var earlier = Entry("") with { MutedUntil = Fired.AddHours(6), At = Split.Since.AddHours(-2) };

        Assert.Null(Rule.Over(earlier, Following, Split, Fired + Patience));
    }

    [Fact]
    public void What_is_no_page_waits_for_the_next_leader()
    {
        var over = Stories.Resolved(Split);
        var told = Entry(NewsDigest.Of(Split)) with { IsTold = true };

        Assert.NotNull(Rule.Over(told, Following, over, Fired.AddHours(1)));
        Assert.NotNull(Rule.Over(told with { News = "other" }, Following, Split, Fired.AddHours(1)));
    }

    [Fact]
    public void What_another_has_told_counts_as_told_and_what_he_is_going_to_tell_does_not()
    {
        var claim = Entry(NewsDigest.Of(Split));
        var told = claim with { IsTold = true };

        Assert.Null(Rule.ToldBy(claim, Changed));
        Assert.Equal("a", Rule.ToldBy(told, Changed));
        Assert.Null(Rule.ToldBy(told with { News = "other" }, Changed));
        Assert.Null(Rule.ToldBy(told with { By = "b" }, Changed));
        Assert.Null(Rule.ToldBy(null, Changed));
    }

    [Fact]
    public void The_leader_repeats_what_was_told_and_who_spoke_up_does_until_another_has_told_more()
    {
        var own = Entry(NewsDigest.Of(Split)) with { By = "b", IsTold = true };

        Assert.True(Rule.MayRepeat(null, Leading));
        Assert.True(Rule.MayRepeat(own with { By = "a" }, Lost));
        Assert.True(Rule.MayRepeat(own, Following));
        Assert.True(Rule.MayRepeat(own, Stranger));
        Assert.False(Rule.MayRepeat(own with { By = "a" }, Following));
        Assert.False(Rule.MayRepeat(own with { IsOver = true }, Following));
        Assert.False(Rule.MayRepeat(own with { IsTold = false }, Following));
        Assert.False(Rule.MayRepeat(null, Following));
    }

    [Fact]
    public void That_it_fires_is_told_once_though_two_see_it_with_other_details()
    {
        var told = Entry("other") with { IsTold = true };

        Assert.Equal("a", Rule.ToldBy(told, Stories.Fired(Split)));
        Assert.Null(Rule.ToldBy(told with { IsTold = false }, Stories.Fired(Split)));
        Assert.Null(Rule.ToldBy(told with { At = Split.Since.AddMinutes(-2) }, Stories.Fired(Split)));
    }

    [Fact]
    public void The_end_of_an_earlier_incident_is_not_that_of_this_one()
    {
        var over = Stories.Resolved(Split);
        var told = Entry("over") with { IsTold = true, IsOver = true, At = Split.Since.AddSeconds(-1) };

        Assert.Null(Rule.ToldBy(told, Stories.Ended(over)));
        Assert.Equal("a", Rule.ToldBy(told with { At = Split.Since.AddSeconds(1) }, Stories.Ended(over)));
    }

    [Fact]
    public void A_split_is_not_taken_for_an_earlier_one_whose_end_nobody_saw()
    {
        var earlier = Entry(NewsDigest.Of(Split)) with { IsTold = true, At = Split.Since.AddMinutes(-2) };

        Assert.Null(Rule.ToldBy(earlier, Changed));
        Assert.Null(Rule.Over(earlier, Following, Split, Fired + Patience));
        Assert.Equal(Split.Key, TurnRule.KeyOf(earlier, Split));
        Assert.False(TurnRule.IsKnown(earlier, Split));
    }

    [Fact]
    public void A_receiver_hears_of_an_incident_under_the_key_that_it_knows()
    {
        var told = Entry(NewsDigest.Of(Split)) with { IsTold = true };
        var over = Stories.Resolved(Split);

        Assert.Equal(Split.Key, TurnRule.KeyOf(null, Split));
        Assert.Equal("a's", TurnRule.KeyOf(told, Split));
        Assert.Equal("a's", TurnRule.KeyOf(told, over));
        Assert.Equal(Split.Key, TurnRule.KeyOf(told with { News = "over", IsOver = true }, Split));
        Assert.Equal(Split.Key, TurnRule.KeyOf(told with { MutedUntil = Fired, News = "" }, Split));
    }

    static LedgerEntry Entry(string news) =>
        new("hook", "orders", "multiple-primaries", "a's", news, IsOver: false, By: "a", At: Fired);
}
