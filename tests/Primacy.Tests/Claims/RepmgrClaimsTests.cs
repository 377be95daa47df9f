using Primacy.Claims;
using Primacy.Peers;
using Primacy.Tests.Probing;
using Primacy.Topology;
using Xunit;

namespace Primacy.Tests.Claims;

/// <summary>What repmgr's table says on each member, after orderly changes and after others.</summary>
public sealed class RepmgrClaimsTests : IClassFixture<RepmgrFixture>
{
    const string Revoke =
        $"REVOKE ALL ON SCHEMA repmgr FROM {Stage.MonitorRole}; REVOKE ALL ON repmgr.nodes FROM {Stage.MonitorRole}";

    readonly RepmgrStage _stage;

    public RepmgrClaimsTests(RepmgrFixture fixture)
    {
        Peers.SkipIfMissing(PeerKind.Repmgr);
        _stage = fixture.Stage;
    }

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_nodes_are_told_as_each_member_has_them()
    {
        var primary = await GrantedAsync();

        for (var number = 1; number <= 3; number++)
        {
            var claim = await AskAsync(number);

            Assert.Null(claim.Fault);
            Assert.Equal("repmgr", claim.Manager);
            Assert.Equal(RepmgrStage.NameOf(number), claim.Source);
            Assert.False(claim.HasQuorum);
            Assert.Equal(["node-1", "node-2", "node-3"], claim.Members.Select(member => member.Name));
            Assert.Equal(_stage.Ports.Select(port => (int?)port), claim.Members.Select(member => member.Port));
            Assert.All(claim.Members, member => Assert.Equal("127.0.0.1", member.Host));
            Assert.Equal(RepmgrStage.NameOf(primary), Assert.Single(claim.Primaries()).Name);
            Assert.Equal("primary, active", Assert.Single(claim.Primaries()).State);
        }
    }

    [Fact]
    public async Task Without_rights_the_fault_names_the_grants_that_help()
    {
        var primary = await GrantedAsync();
        await _stage.ExecuteAsync(primary, Revoke, Cancellation);

        var claim = await AskAsync(primary);

        Assert.Empty(claim.Members);
        Assert.Contains(RepmgrStage.Grant, claim.Fault, StringComparison.Ordinal);
        await _stage.ExecuteAsync(primary, RepmgrStage.Grant, Cancellation);
        Assert.Null((await AskAsync(primary)).Fault);
    }

    [Theory]
    [InlineData("postgres", "keeps no nodes in the database postgres")]
    [InlineData("nowhere", "database \"nowhere\" does not exist")]
    public async Task The_wrong_database_is_a_fault_that_names_the_setting(string database, string words)
    {
        var claim = await AskAsync(await GrantedAsync(), database);

        Assert.Contains(words, claim.Fault, StringComparison.Ordinal);
        Assert.Contains("managers: repmgr: database", claim.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_in_the_table_goes_nowhere()
    {
        var primary = await GrantedAsync();
        const string Set = "UPDATE repmgr.nodes SET conninfo = conninfo || ' password=''s3 cret''' WHERE node_id = 3";
        await _stage.ExecuteAsync(primary, Set, Cancellation);
        try
        {
            var claim = await AskAsync(primary);

            Assert.Equal("127.0.0.1", claim.Members[2].Host);
            Assert.DoesNotContain("cret", claim.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            const string Reset = "UPDATE repmgr.nodes SET conninfo = split_part(conninfo, ' password=', 1)";
            await _stage.ExecuteAsync(primary, Reset, Cancellation);
        }
    }

    [Fact]
    public async Task After_a_switchover_every_member_names_the_new_primary()
    {
        var to = (await GrantedAsync() % 3) + 1;

        await _stage.SwitchOverAsync(to, Cancellation);

        for (var number = 1; number <= 3; number++)
        {
            await using var claims = Claims(number);
            await Eventually.Holds(
                async () =>
                    (await claims.AskAsync(Cancellation))
                        .Primaries()
                        .Select(p => p.Name)
                        .SequenceEqual([RepmgrStage.NameOf(to)]),
                $"node-{number} names node-{to}"
            );
        }
    }

    [Fact]
    public Task Switchovers_page_nobody() => PlannedSwitchovers.PageNobodyAsync(_stage);

    [Fact]
    public async Task A_promotion_behind_its_back_changes_nothing_of_its_claim()
    {
        var primary = await GrantedAsync();
        var usurper = (primary % 3) + 1;
        await _stage.PromoteBehindItsBackAsync(usurper, Cancellation);
        try
        {
            var claim = await AskAsync(primary);

            Assert.Equal(RepmgrStage.NameOf(primary), Assert.Single(claim.Primaries()).Name);
        }
        finally
        {
            await _stage.CloneAnewAsync(usurper, primary, Cancellation);
        }
    }

    /// <summary>
    /// The primary, when every member has heard of all that the test before did to the table and its rights.
    /// </summary>
    async Task<int> GrantedAsync()
    {
        const string Behind =
            "SELECT count(*) FROM pg_stat_replication WHERE replay_lsn IS DISTINCT FROM pg_current_wal_lsn()";
        var primary = await _stage.PrimaryAsync(Cancellation);
        await Eventually.Holds(
            async () => await Stage.ScalarAsync<long>(_stage.Ports[primary - 1], Behind, Cancellation) == 0,
            "the others have caught up"
        );
        for (var number = 1; number <= 3; number++)
        {
            await using var claims = Claims(number);
            await Eventually.Holds(
                async () => (await claims.AskAsync(Cancellation)).Fault is null,
                $"node-{number} has the grant"
            );
        }
        return primary;
    }

    RepmgrClaims Claims(int number, string database = RepmgrStage.Database)
    {
        var settings = Probes.Settings(_stage.Ports[number - 1]) with
        {
            User = Stage.MonitorRole,
            Password = _stage.Password,
            Database = database,
        };
        return new(new InstanceId(RepmgrStage.NameOf(number)), settings, Peers.Timeout, TimeProvider.System);
    }

    async Task<Claim> AskAsync(int number, string database = RepmgrStage.Database)
    {
        await using var claims = Claims(number, database);
        return await claims.AskAsync(Cancellation);
    }
}
