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

    static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
