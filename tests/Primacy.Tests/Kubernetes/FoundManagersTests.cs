using Primacy.Claims;
using Primacy.Hosting;
using Primacy.Kubernetes.Discovering;
using Primacy.Kubernetes.Following;
using Primacy.Kubernetes.Membership;
using Primacy.Tests.Kubernetes.Shapes;
using Primacy.Tests.Probing;
using Primacy.Topology;
using Xunit;

namespace Primacy.Tests.Kubernetes;

/// <summary>Which managers of a found cluster are asked.</summary>
public sealed class FoundManagersTests
{
    static readonly DiscoveredDefaults Defaults = new()
    {
        Connection = Probes.Settings(5432) with { User = "primacy" },
        Interval = TimeSpan.FromSeconds(1),
        Timeout = TimeSpan.FromSeconds(1),
    };

    static readonly FoundCluster Story = new(
        new ClusterKey("bitnami", "shop", "story"),
        [new KnownInstance("pg-0", 5432) { Address = "10.5.0.1", DnsName = "pg-0.pg.shop.svc" }]
    )
    {
        RepmgrDatabase = "repmgr",
        Pgpools = [new PoolerAddress("10.5.0.8", 5433)],
    };

    static readonly FoundCluster Secretly = Story with { Credentials = new FoundCredentials("postgres", "word") };

    [Fact]
    public void Of_bitnamis_chart_the_pgpools_are_found()
    {
        var cluster = Assert.Single(Seen.In(AllShapes.Bitnami.Manifests).Clusters);

        Assert.Equal([new PoolerAddress("10.5.0.8", 5432)], cluster.Pgpools);
    }

    [Fact]
    public void With_credentials_from_a_Secret_repmgr_and_every_pgpool_are_asked()
    {
        var managers = Managers(Secretly, Defaults);

        Assert.Equal(new RepmgrOptions("repmgr"), managers.Repmgr);
        var pgpool = Assert.Single(managers.Pgpools);
        Assert.Equal(("10.5.0.8", 5433, "postgres", "word"), (pgpool.Host, pgpool.Port, pgpool.User, pgpool.Password));
        Assert.Equal([new ServerName("pg-0.pg.shop.svc", "10.5.0.1")], managers.Names);
    }

    [Fact]
    public void A_role_that_may_perhaps_not_ask_is_not_tried_unless_people_say_so()
    {
        var silent = Managers(Story, Defaults);
        var told = Managers(Story, Defaults with { AsksRepmgr = true, AsksPgpool = true });
        var forbidden = Managers(Secretly, Defaults with { AsksRepmgr = false, AsksPgpool = false });

        Assert.Null(silent.Repmgr);
        Assert.Empty(silent.Pgpools);
        Assert.NotNull(told.Repmgr);
        Assert.Single(told.Pgpools);
        Assert.Null(forbidden.Repmgr);
        Assert.Empty(forbidden.Pgpools);
    }

    [Theory]
    [InlineData("pg-0.pg", true)]
    [InlineData("pg-0.pg.shop", true)]
    [InlineData("pg-0.pg.shop.svc", true)]
    [InlineData("pg-0.pg.shop.svc.cluster.local", true)]
    [InlineData("pg-0", false)]
    [InlineData("pg-0.p", false)]
    [InlineData("pg-0.pg.other", false)]
    [InlineData("pg-0.pg.shop.svcs", false)]
    [InlineData("10.5.0.1", false)]
    public void A_server_is_known_by_its_name_with_more_or_fewer_domains(string host, bool isIt) =>
        Assert.Equal(isIt, new ServerName("pg-0.pg.shop.svc", "10.5.0.1").Is(host));

    [Fact]
    public async Task What_managers_call_by_name_is_told_by_the_declared_host()
    {
        await using var named = new NamedClaims(
            new Spoken("pg-0.pg", "elsewhere", null),
            [new ServerName("pg-0.pg.shop.svc", "10.5.0.1")]
        );

        var claim = await named.AskAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["10.5.0.1", "elsewhere", null], claim.Members.Select(member => member.Host));
    }

    static ManagerOptions Managers(FoundCluster cluster, DiscoveredDefaults defaults) =>
        DiscoveredClusters.ToOptions("shop.story", cluster, defaults, new Nobody()).Managers;

    sealed class Nobody : IPostedClaims
    {
        public EquatableArray<Claim> Of(string cluster) => [];
    }

    sealed class Spoken(params IEnumerable<string?> hosts) : IClaimSource
    {
        public Task<Claim> AskAsync(CancellationToken cancellation) =>
            Task.FromResult(
                new Claim
                {
                    Manager = "pgpool",
                    Source = "pool",
                    At = DateTimeOffset.UnixEpoch,
                    Members = [.. hosts.Select(host => new ClaimedMember("node", host, 5432, Role.Primary, "up"))],
                }
            );

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
