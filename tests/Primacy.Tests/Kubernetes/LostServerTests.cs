using Primacy.Kubernetes.Objects;
using Primacy.Tests.Kubernetes.Shapes;
using Xunit;

namespace Primacy.Tests.Kubernetes;

/// <summary>An API server that is killed, comes back, and has forgotten what we knew.</summary>
public sealed class LostServerTests
{
    const string Labels = "application=patroni,cluster-name=demo";

    [Fact]
    public async Task A_server_that_comes_back_is_followed_again_from_a_new_list_where_it_must()
    {
        ControlPlaneScripts.SkipIfMissing();
        var cancellation = TestContext.Current.CancellationToken;
        await using var plane = await ControlPlane.StartAsync(withControllers: false, cancellation);
        await plane.CreateNamespaceAsync("shop");
        await plane.CreateNamespaceAsync("elsewhere");
        await plane.CreateAsync("shop", Manifest.Pod("demo-0", Labels, "10.0.0.1"));
        await using var follower = Follower.Start(plane, "shop");
        await follower.SeesAsync("demo-0=10.0.0.1");
        var lists = follower.Requests.Lists;
        // Our versions fall behind what a server that starts anew still knows of: 410 Gone.
        for (var i = 0; i < 20; i++)
            await plane.CreateAsync("elsewhere", Manifest.Pod($"other-{i}", "app=other", "10.7.0.1"));

        await plane.KillApiServerAsync(cancellation);
        await Eventually.Holds(
            () => follower.Logs.All.Any(line => line.Contains("what was seen last stands", StringComparison.Ordinal)),
            "the loss is said"
        );
        Assert.Equal("demo-0=10.0.0.1", follower.Words);
        await plane.StartApiServerAsync(cancellation);
        await plane.SetAddressAsync("shop", "demo-0", "10.0.0.5");
        await plane.CreateAsync("shop", Manifest.Pod("demo-1", Labels, "10.0.0.6"));

        await follower.SeesAsync("demo-0=10.0.0.5 demo-1=10.0.0.6");
        Assert.True(follower.Requests.Lists > lists, "nothing was listed again");
        await plane.DeleteAsync("shop", ObjectKind.Pod, "demo-1");
        await Eventually.Holds(
            () => follower.Known.Values.Any(c => c.Instances[1].GoneSince is not null),
            "it is gone"
        );
    }

    [Fact]
    public async Task A_server_that_is_not_there_yet_keeps_nobody_from_watching_what_is_known()
    {
        ControlPlaneScripts.SkipIfMissing();
        var cancellation = TestContext.Current.CancellationToken;
        await using var plane = await ControlPlane.StartAsync(withControllers: false, cancellation);
        await plane.CreateNamespaceAsync("shop");
        await plane.CreateAsync("shop", Manifest.Pod("demo-0", Labels, "10.0.0.1"));
        EquatableArray<Primacy.Kubernetes.Membership.KnownCluster> known;
        await using (var before = Follower.Start(plane, "shop"))
        {
            await before.SeesAsync("demo-0=10.0.0.1");
            known = before.Load();
        }

        await plane.KillApiServerAsync(cancellation);
        await using var after = Follower.Start(plane, "shop", known: known);

        await after.SeesAsync("demo-0=10.0.0.1");
        Assert.Empty(after.Claims);
    }
}
