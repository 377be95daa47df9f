using Primacy.Kubernetes.Leadership;
using Xunit;

namespace Primacy.Tests.Kubernetes.Leadership;

/// <summary>What a replica may conclude from the Lease, by its own monotonic clock.</summary>
public sealed class CandidacyTests
{
    static readonly TimeSpan Duration = Seconds(15);
    static readonly Candidacy Start = new("b", Duration);
    static readonly LeaseRecord Others = new() { Holder = "a", RenewedAt = new DateTime(2026, 1, 1) };
    static readonly LeaseRecord Ours = Others with { Holder = "b" };

    [Fact]
    public void Nothing_is_known_before_the_first_answer()
    {
        Assert.Equal(new Standing(Role.Unknown, "", false), Start.At(Seconds(0)));
        Assert.False(Start.MayTake(Seconds(100)));
        Assert.False(Start.MayAct(Seconds(0)));
    }

    [Fact]
    public void A_lease_counts_from_when_it_was_asked_for()
    {
        var leading = Start.Wrote(Ours, isRenewal: true, asked: Seconds(10), answered: Seconds(14));

        Assert.True(leading.MayAct(Seconds(19.9)));
        Assert.False(leading.MayAct(Seconds(20)));
        Assert.Equal(Role.Unknown, leading.At(Seconds(20)).Role);
        Assert.True(leading.At(Seconds(20)).IsFirst);
    }

    [Fact]
    public void Anothers_lease_counts_from_when_it_was_last_seen_to_change()
    {
        var following = Start.Read(Others, Seconds(0), Seconds(2)).Read(Others, Seconds(5), Seconds(6));

        Assert.False(following.MayTake(Seconds(16.9)));
        Assert.True(following.MayTake(Seconds(17)));
        var renewed = following.Read(Others with { RenewedAt = new DateTime(2020, 1, 1) }, Seconds(16), Seconds(16.5));
        Assert.False(renewed.MayTake(Seconds(31.4)));
    }

    [Fact]
    public void What_is_written_beside_the_lease_renews_nobodys()
    {
        var following = Start
            .Read(Others, Seconds(0), Seconds(0))
            .Wrote(Others with { Version = "7" }, isRenewal: false, Seconds(10), Seconds(10));

        Assert.True(following.MayTake(Seconds(15)));
        Assert.False(following.MayAct(Seconds(10)));
    }

    [Fact]
    public void The_lease_is_lost_when_another_is_seen_to_hold_it()
    {
        var lost = Start.Wrote(Ours, isRenewal: true, Seconds(0), Seconds(0)).Read(Others, Seconds(1), Seconds(1));

        Assert.False(lost.MayAct(Seconds(1)));
        Assert.Equal(new Standing(Role.Following, "a", false), lost.At(Seconds(1)));
    }

    [Fact]
    public void Who_has_not_heard_for_as_long_as_a_lease_lasts_follows_nobody()
    {
        var following = Start.Read(Others, Seconds(0), Seconds(1));

        Assert.Equal(Role.Following, following.At(Seconds(14.9)).Role);
        Assert.Equal(new Standing(Role.Unknown, "a", false), following.At(Seconds(15)));
    }

    [Fact]
    public void What_was_given_back_is_free()
    {
        Assert.True(Start.Read(Others with { Holder = "" }, Seconds(0), Seconds(0)).MayTake(Seconds(0)));
    }

    [Fact]
    public void Who_comes_back_from_an_outage_first_waits_for_the_others_and_does_not_take_them_for_gone()
    {
        var lease = Others with { Replicas = Roster.Empty.Beats.Add("a", 9).Add("aa", 9).Add("b", 9) };
        var lost = Start.Read(lease, Seconds(0), Seconds(0)).Lost(Seconds(20)).Lost(Seconds(90));
        var back = lost.Answered(Seconds(100)).Read(lease, Seconds(100), Seconds(100)).Answered(Seconds(110));

        Assert.Equal(new Standing(Role.Following, "a", false, Rank: 2) { IsInTouch = false }, back.At(Seconds(114.9)));
        Assert.Equal(["a", "aa", "b"], back.Counted(lease, Seconds(114.9)).Replicas.Keys);
        Assert.False(back.IsRenewal(Seconds(114.9)));
        Assert.True(back.IsRenewal(Seconds(115)));
        Assert.Equal(["b"], back.Counted(lease, Seconds(115)).Replicas.Keys);
    }

    [Fact]
    public void A_request_that_is_lost_makes_nobody_wait_for_long()
    {
        var back = Start.Read(Others, Seconds(0), Seconds(0)).Lost(Seconds(3)).Answered(Seconds(4));

        Assert.False(back.At(Seconds(7.9)).IsInTouch);
        Assert.True(back.At(Seconds(8)).IsInTouch);
        Assert.False(back.Lost(Seconds(7)).Answered(Seconds(7.5)).At(Seconds(14.9)).IsInTouch);
        Assert.True(back.Lost(Seconds(7)).Answered(Seconds(7.5)).At(Seconds(15)).IsInTouch);
    }

    [Fact]
    public void Who_holds_the_lease_renews_it_as_soon_as_an_outage_is_over()
    {
        var held = Start.Wrote(Ours, isRenewal: true, Seconds(0), Seconds(0)).Lost(Seconds(5));

        Assert.True(held.Answered(Seconds(100)).Read(Ours, Seconds(100), Seconds(100)).IsRenewal(Seconds(100)));
    }

    [Fact]
    public void Who_has_read_the_lease_for_the_first_time_after_an_outage_counts_with_all_that_it_names()
    {
        var lease = Others with { Replicas = Roster.Empty.Beats.Add("a", 9).Add("aa", 9) };
        var back = Start.Lost(Seconds(1)).Answered(Seconds(2)).Read(lease, Seconds(2), Seconds(2));

        Assert.Equal(2, back.At(Seconds(3)).Rank);
    }

    static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
