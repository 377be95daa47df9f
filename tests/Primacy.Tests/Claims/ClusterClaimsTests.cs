using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Primacy.Claims;
using Primacy.Tests.Probing;
using Primacy.Tests.Probing.Wire;
using Primacy.Watching;
using Xunit;

namespace Primacy.Tests.Claims;

/// <summary>All managers of a cluster are asked, and none waits for another.</summary>
public sealed class ClusterClaimsTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cluster_without_managers_has_no_claims()
    {
        await using var claims = new ClusterClaims(Cluster(ManagerOptions.None), TimeProvider.System);
        claims.Start();

        Assert.Empty(claims.Newest);
        Assert.Empty(await claims.AskOnceAsync(Cancellation));
    }

    [Fact]
    public async Task A_manager_that_is_silent_keeps_no_other_from_being_heard()
    {
        await using var silent = FakeServer.Start(session => session.StaySilentAsync());
        await using var patroni = await PatroniAsync(_ => { });
        var managers = new ManagerOptions
        {
            Patroni = new PatroniOptions { Urls = [new Uri(patroni.Urls.Single())] },
            Pgpools = [Probes.Settings(silent.Port)],
        };
        await using var claims = new ClusterClaims(Cluster(managers), new FakeTimeProvider());

        claims.Start();

        await Eventually.Holds(() => claims.Newest.Count == 1, "Patroni is heard");
        Assert.Equal("Patroni", claims.Newest[0].Manager);
    }

    [Fact]
    public async Task Each_is_asked_again_when_its_time_has_come_and_not_before()
    {
        var asked = 0;
        await using var patroni = await PatroniAsync(_ => Interlocked.Increment(ref asked));
        var options = new PatroniOptions { Urls = [new Uri(patroni.Urls.Single())] };
        var time = new FakeTimeProvider();
        await using var claims = new ClusterClaims(Cluster(new ManagerOptions { Patroni = options }), time);
        claims.Start();
        await Eventually.Holds(() => claims.Newest.Count == 1, "Patroni is heard");
        var first = claims.Newest[0].At;

        time.Advance(ClusterClaims.Interval);

        await Eventually.Holds(() => claims.Newest[0].At > first, "Patroni is heard again");
        Assert.Equal(2, Volatile.Read(ref asked));
    }

    [Fact]
    public async Task RepMgr_is_asked_on_every_member_and_each_is_a_claim_of_its_own()
    {
        var cluster = Cluster(new ManagerOptions { Repmgr = new RepmgrOptions("repmgr") });
        await using var claims = new ClusterClaims(cluster, TimeProvider.System);

        var heard = await claims.AskOnceAsync(Cancellation);

        Assert.Equal(["db1", "db2"], heard.Select(claim => claim.Source));
        Assert.All(heard, claim => Assert.StartsWith("cannot be asked: ", claim.Fault, StringComparison.Ordinal));
    }

    /// <summary>Nobody listens at port 1.</summary>
    static ClusterOptions Cluster(ManagerOptions managers) =>
        new()
        {
            Name = "orders",
            Instances = [Member("db1"), Member("db2")],
            Managers = managers,
        };

    static InstanceOptions Member(string name) => new(new(new(name), "127.0.0.1", 1), Probes.Settings(1));

    static async Task<WebApplication> PatroniAsync(Action<HttpContext> asked)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var server = builder.Build();
        server.Urls.Add("http://127.0.0.1:0");
        server.MapGet("/leader", () => Results.Text("{}"));
        server.MapGet(
            "/cluster",
            context =>
            {
                asked(context);
                return context.Response.WriteAsync("""{"members":[{"name":"a","role":"leader"}]}""");
            }
        );
        await server.StartAsync(Cancellation);
        return server;
    }
}
