using Primacy.Claims;
using Primacy.Lab;
using Primacy.Peers;
using Primacy.Probing;
using Primacy.Tests.Probing;
using Primacy.Topology;
using Xunit;

namespace Primacy.Tests.Claims;

/// <summary>What a real pgpool claims, and what becomes of answers that are none.</summary>
public sealed class PgpoolClaimsTests : IClassFixture<PgpoolFixture>
{
    readonly PgpoolFixture _fixture;

    public PgpoolClaimsTests(PgpoolFixture fixture)
    {
        Peers.SkipIfMissing(PeerKind.Pgpool);
        _fixture = fixture;
    }

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    ConnectionSettings Settings =>
        Probes.Settings(_fixture.Pgpool.Port) with
        {
            User = LabCluster.MonitorRole,
            Password = _fixture.Lab.Password,
        };

    [Fact]
    public async Task Its_backends_are_told_with_their_roles_and_without_a_quorum()
    {
        await using var claims = new PgpoolClaims(Settings, Peers.Timeout, TimeProvider.System);

        var claim = await UntilAsync(claims, c => c.Primaries().Any());

        Assert.Equal("pgpool", claim.Manager);
        Assert.Equal($"127.0.0.1:{_fixture.Pgpool.Port}", claim.Source);
        Assert.False(claim.HasQuorum);
        Assert.Equal(["node 0", "node 1", "node 2"], claim.Members.Select(member => member.Name));
        Assert.Equal([Role.Primary, Role.Standby, Role.Standby], claim.Members.Select(member => member.Role));
        Assert.Equal(
            _fixture.Lab.Instances.Select(instance => (int?)instance.Port),
            claim.Members.Select(member => member.Port)
        );
        Assert.Equal("primary, up", Assert.Single(claim.Primaries()).State);
    }

    [Fact]
    public async Task A_second_primary_behind_its_back_is_no_primary_to_it()
    {
        await using var claims = new PgpoolClaims(Settings, Peers.Timeout, TimeProvider.System);
        await UntilAsync(claims, c => c.Primaries().Any());
        await _fixture.Lab.PromoteAsync(2, Cancellation);
        try
        {
            var claim = await claims.AskAsync(Cancellation);

            Assert.Equal("node 0", Assert.Single(claim.Primaries()).Name);
        }
        finally
        {
            await _fixture.Lab.RejoinAsync(2, primaryNumber: 1, Cancellation);
        }
    }

    [Fact]
    public async Task PostgreSQL_itself_is_told_from_a_pgpool()
    {
        var settings = Settings with { Port = _fixture.Lab.Instances[0].RealPort };
        await using var claims = new PgpoolClaims(settings, Peers.Timeout, TimeProvider.System);

        var claim = await claims.AskAsync(Cancellation);

        Assert.Contains("this is PostgreSQL itself", claim.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_a_fault()
    {
        await using var claims = new PgpoolClaims(
            Settings with
            {
                Password = "wrong",
            },
            Peers.Timeout,
            TimeProvider.System
        );

        Assert.StartsWith("cannot be asked: ", (await claims.AskAsync(Cancellation)).Fault, StringComparison.Ordinal);
    }

    static async Task<Claim> UntilAsync(PgpoolClaims claims, Func<Claim, bool> condition)
    {
        Claim? claim = null;
        await Eventually.Holds(async () => condition(claim = await claims.AskAsync(Cancellation)), "the claim is so");
        return claim!;
    }
}
