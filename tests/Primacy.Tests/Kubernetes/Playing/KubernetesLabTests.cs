using Primacy.Lab.Servers;
using Xunit;

namespace Primacy.Tests.Kubernetes.Playing;

/// <summary>The stand-in for a node, on a real API server, with real servers under a real repmgr.</summary>
public sealed class KubernetesLabTests(KubernetesLabFixture fixture) : IClassFixture<KubernetesLabFixture>
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_pod_is_ready_at_an_address_of_its_own_where_its_server_answers()
    {
        var lab = await fixture.StartedAsync();
        var addresses = new List<string>();
        foreach (var name in lab.Release.Pods)
        {
            var pod = await lab.PodAsync(name, Cancellation);
            addresses.Add(pod!.Status.PodIP);
            Assert.Equal(pod.Status.PodIP, await lab.QueryAsync<string>(name, "SHOW listen_addresses", Cancellation));
        }

        Assert.Equal(3, addresses.Distinct().Count());
        Assert.All(addresses, address => Assert.StartsWith("127.", address, StringComparison.Ordinal));
        await fixture.OnePrimaryAsync();
    }

    [Fact]
    public async Task A_server_that_is_killed_is_started_again_in_its_pod()
    {
        var lab = await fixture.StartedAsync();
        var primary = await fixture.OnePrimaryAsync();
        var standby = lab.Release.Pods.First(pod => pod != primary);
        var before = await lab.PodAsync(standby, Cancellation);
        var restarts = before!.Status.ContainerStatuses[0].RestartCount;

        await new ServerProcesses(lab.DataOf(standby), TimeProvider.System).KillAsync(Cancellation);

        await fixture.HoldsAsync(
            async () =>
                await lab.PodAsync(standby, Cancellation) is { } now
                && now.Metadata.Uid == before.Metadata.Uid
                && now.Status.ContainerStatuses[0] is { Ready: true } container
                && container.RestartCount > restarts,
            $"{standby} is ready again"
        );
        Assert.Equal(primary, await fixture.OnePrimaryAsync());
    }

    [Fact]
    public async Task When_the_primarys_pod_is_deleted_another_takes_over_and_it_comes_back_as_a_standby()
    {
        var lab = await fixture.StartedAsync();
        var former = await fixture.OnePrimaryAsync();
        await lab.QueryAsync<object>(former, "CREATE TABLE kept AS SELECT 42 AS answer", Cancellation);
        var before = await lab.PodAsync(former, Cancellation);

        await lab.DeleteAsync(former, graceSeconds: null, Cancellation);
        await lab.ReadyAsync(former, before!.Metadata.Uid, Cancellation);

        var primary = await fixture.OnePrimaryAsync();
        Assert.NotEqual(former, primary);
        Assert.Equal(42, await lab.QueryAsync<int>(former, "SELECT answer FROM kept", Cancellation));
        await lab.QueryAsync<object>(primary, "DROP TABLE kept", Cancellation);
    }

    [Fact]
    public async Task A_pod_that_is_deleted_by_force_has_ended_before_the_next_one_of_its_name_starts()
    {
        var lab = await fixture.StartedAsync();
        var primary = await fixture.OnePrimaryAsync();
        var standby = lab.Release.Pods.Last(pod => pod != primary);
        var before = await lab.PodAsync(standby, Cancellation);
        var processes = new ServerProcesses(lab.DataOf(standby), TimeProvider.System);
        var postmaster = processes.Postmaster;

        await lab.DeleteAsync(standby, graceSeconds: 0, Cancellation);
        await lab.ReadyAsync(standby, before!.Metadata.Uid, Cancellation);

        Assert.NotEqual(postmaster, processes.Postmaster);
        Assert.Equal(primary, await fixture.OnePrimaryAsync());
    }

    [Fact]
    public async Task An_API_server_that_comes_back_finds_the_pods_as_they_are_by_then()
    {
        var lab = await fixture.StartedAsync();
        var primary = await fixture.OnePrimaryAsync();
        var standby = lab.Release.Pods.First(pod => pod != primary);
        var before = await lab.PodAsync(standby, Cancellation);
        var restarts = before!.Status.ContainerStatuses[0].RestartCount;

        await lab.Plane.KillApiServerAsync();
        await new ServerProcesses(lab.DataOf(standby), TimeProvider.System).KillAsync(Cancellation);
        await lab.Plane.StartApiServerAsync(Cancellation);

        await fixture.HoldsAsync(
            async () =>
                await lab.PodAsync(standby, Cancellation) is { } now
                && now.Status.ContainerStatuses[0] is { Ready: true } container
                && container.RestartCount > restarts,
            $"{standby} is known to be ready again"
        );
        await lab.DeleteAsync(standby, graceSeconds: null, Cancellation);
        await lab.ReadyAsync(standby, before.Metadata.Uid, Cancellation);
    }
}
