using Primacy.Claims;
using Primacy.Peers;
using Primacy.Topology;
using Xunit;

namespace Primacy.Tests.Claims;

/// <summary>What a real Patroni with a real etcd claims, while all is well and while it is not.</summary>
public sealed class PatroniClaimsTests : IClassFixture<PatroniFixture>, IAsyncDisposable
{
    readonly PatroniStage _stage;
    readonly PatroniClaims _claims;

    public PatroniClaimsTests(PatroniFixture fixture)
    {
        Peers.SkipIfMissing(PeerKind.Patroni);
        _stage = fixture.Stage;
        _claims = Ask([.. _stage.Urls]);
    }

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task In_a_healthy_cluster_the_holder_of_the_leader_key_speaks_with_a_quorum()
    {
        var primary = await _stage.PrimaryAsync(Cancellation);

        var claim = await _claims.AskAsync(Cancellation);

        Assert.Null(claim.Fault);
        Assert.True(claim.HasQuorum);
        Assert.False(claim.IsPaused);
        Assert.Equal("Patroni", claim.Manager);
        Assert.Equal(_stage.Urls[primary - 1].ToString(), claim.Source);
        Assert.Equal(["node-1", "node-2", "node-3"], claim.Members.Select(member => member.Name));
        Assert.Equal(_stage.Ports.Select(port => (int?)port), claim.Members.Select(member => member.Port));
        Assert.All(claim.Members, member => Assert.Equal("127.0.0.1", member.Host));
        Assert.Equal(PatroniStage.NameOf(primary), Assert.Single(claim.Primaries()).Name);
        Assert.Equal("leader, running", Assert.Single(claim.Primaries()).State);
    }

    [Fact]
    public async Task A_member_that_does_not_hold_the_key_speaks_without_a_quorum()
    {
        var primary = await _stage.PrimaryAsync(Cancellation);
        await using var standby = Ask(_stage.Urls[primary % 3]);

        var claim = await standby.AskAsync(Cancellation);

        Assert.Null(claim.Fault);
        Assert.False(claim.HasQuorum);
        Assert.Equal(PatroniStage.NameOf(primary), Assert.Single(claim.Primaries()).Name);
    }

    [Fact]
    public async Task An_address_where_nobody_answers_does_not_silence_the_others()
    {
        await using var claims = Ask([new Uri("http://127.0.0.1:1/"), .. _stage.Urls]);

        Assert.True((await claims.AskAsync(Cancellation)).HasQuorum);
    }

    [Fact]
    public async Task After_a_switchover_the_new_leader_is_named()
    {
        var to = (await _stage.PrimaryAsync(Cancellation) % 3) + 1;

        await _stage.SwitchOverAsync(to, Cancellation);

        var claim = await UntilAsync(c => c.HasQuorum, _claims);
        Assert.Equal(PatroniStage.NameOf(to), Assert.Single(claim.Primaries()).Name);
    }

    [Fact]
    public Task Switchovers_page_nobody() => PlannedSwitchovers.PageNobodyAsync(_stage);

    [Fact]
    public async Task A_pause_is_told()
    {
        await _stage.ControlAsync(["pause", "--wait"], Cancellation);
        try
        {
            Assert.True((await _claims.AskAsync(Cancellation)).IsPaused);
        }
        finally
        {
            await _stage.ControlAsync(["resume", "--wait"], Cancellation);
        }
        Assert.False((await _claims.AskAsync(Cancellation)).IsPaused);
    }

    [Fact]
    public async Task A_promotion_behind_its_back_changes_nothing_of_its_claim()
    {
        var primary = await _stage.PrimaryAsync(Cancellation);
        var usurper = (primary % 3) + 1;
        await _stage.ControlAsync(["pause", "--wait"], Cancellation);
        try
        {
            await _stage.PromoteBehindItsBackAsync(usurper, Cancellation);

            var claim = await UntilAsync(c => c.HasQuorum, _claims);

            Assert.Equal(PatroniStage.NameOf(primary), Assert.Single(claim.Primaries()).Name);
        }
        finally
        {
            await _stage.ControlAsync(["resume", "--wait"], Cancellation);
            await _stage.RecoverAsync(Cancellation);
        }
    }

    [Fact]
    public async Task Without_etcd_nobody_speaks_with_a_quorum()
    {
        await _stage.KillEtcdAsync(Cancellation);
        try
        {
            var claim = await UntilAsync(c => c.Fault is { }, _claims);

            Assert.False(claim.HasQuorum);
            Assert.Empty(claim.Members);
            Assert.Contains("cannot read its store", claim.Fault, StringComparison.Ordinal);
        }
        finally
        {
            await _stage.StartEtcdAsync(Cancellation);
            await _stage.RecoverAsync(Cancellation);
        }
        Assert.True((await UntilAsync(c => c.HasQuorum, _claims)).HasQuorum);
    }

    public async ValueTask DisposeAsync() => await _claims.DisposeAsync();

    static PatroniClaims Ask(params IEnumerable<Uri> urls) =>
        new(new PatroniOptions { Urls = [.. urls] }, Peers.Timeout, TimeProvider.System);

    static async Task<Claim> UntilAsync(Func<Claim, bool> condition, PatroniClaims claims)
    {
        Claim? claim = null;
        await Eventually.Holds(async () => condition(claim = await claims.AskAsync(Cancellation)), "the claim is so");
        return claim!;
    }
}
