using System.Text;
using System.Text.Json.Nodes;
using Primacy.Kubernetes.Discovering;
using Primacy.Kubernetes.Objects;
using Primacy.Tests.Kubernetes.Shapes;
using Primacy.Topology;
using Xunit;

namespace Primacy.Tests.Kubernetes;

/// <summary>Following a real API server, as pods come and go.</summary>
public sealed class FollowingTests(ControlPlaneFixture kube)
{
    const string Patroni = "application=patroni,cluster-name=demo";

    public static TheoryData<string> Presets => [.. AllShapes.All.Select(shape => shape.Preset)];

    [Theory]
    [MemberData(nameof(Presets))]
    public async Task What_an_operator_makes_is_found_on_a_real_API_server(string preset)
    {
        var (plane, space) = (await kube.StartedAsync(), await kube.NamespaceAsync());
        var shape = AllShapes.All.Single(shape => shape.Preset == preset);
        await using var follower = Follower.Start(plane, space);

        foreach (var manifest in shape.Manifests)
            await plane.CreateAsync(space, manifest);

        await Eventually.Holds(
            () =>
                follower.Found is [var cluster]
                && cluster.Instances.Select(instance => instance.Name).SequenceEqual(shape.Instances)
                && cluster.Instances.All(instance => instance.Address is not null),
            $"all instances are found, not {follower.Words}"
        );
        Assert.Equal(new ClusterKey(preset, space, shape.Cluster), follower.Found[0].Key);
        await Eventually.Holds(
            () =>
                !shape.HasRoles
                || follower.Claims.Any(claim =>
                    claim.Members.Any(m => (m.Name, m.Role) == (shape.Primary, Role.Primary))
                ),
            "the primary is named"
        );
    }

    [Fact]
    public async Task Pods_come_and_go_and_the_API_server_is_asked_by_watch_only()
    {
        const int Collections = 5;
        var (plane, space) = (await kube.StartedAsync(), await kube.NamespaceAsync());
        await plane.CreateAsync(space, Manifest.Pod("demo-0", Patroni, "10.0.0.1"));
        await using var follower = Follower.Start(plane, space, options => options with { Presets = ["patroni"] });
        await follower.SeesAsync("demo-0=10.0.0.1");
        await Eventually.Holds(() => follower.Requests.Watches == Collections, "each kind is watched");

        await plane.CreateAsync(space, Manifest.Pod("demo-1", Patroni, "10.0.0.2"));
        await follower.SeesAsync("demo-0=10.0.0.1 demo-1=10.0.0.2");
        await plane.SetAddressAsync(space, "demo-1", "10.0.0.3");
        await follower.SeesAsync("demo-0=10.0.0.1 demo-1=10.0.0.3");
        await plane.DeleteAsync(space, ObjectKind.Pod, "demo-0");
        await plane.CreateAsync(space, Manifest.Pod("demo-2", Patroni, "10.0.0.4"));
        // Gone from Kubernetes, and perhaps still at work on a node that nobody reaches.
        await follower.SeesAsync("demo-0=10.0.0.1 demo-1=10.0.0.3 demo-2=10.0.0.4");

        Assert.Equal((Collections, Collections), (follower.Requests.Lists, follower.Requests.Watches));
    }

    [Fact]
    public async Task A_stale_primary_behind_the_Service_for_reading_is_claimed_to_be_a_standby()
    {
        var (plane, space) = (await kube.StartedAsync(), await kube.NamespaceAsync());
        foreach (var manifest in AllShapes.CloudNativePg.Manifests)
            await plane.CreateAsync(space, manifest);
        await using var follower = Follower.Start(plane, space);

        await Eventually.Holds(() => Behind("pg-ro").SequenceEqual(["pg-2", "pg-4"]), "both standbys are behind it");
        await plane.PatchAsync(
            $"/api/v1/namespaces/{space}/endpoints/pg-ro",
            new JsonObject { ["subsets"] = Manifest.Endpoints("pg-ro", "", "pg-1=10.1.0.1")["subsets"]!.DeepClone() }
        );

        await Eventually.Holds(() => Behind("pg-ro").SequenceEqual(["pg-1"]), "the primary is behind it");
        IEnumerable<string> Behind(string service) =>
            follower
                .Claims.Where(claim => claim.Source == $"Service {space}/{service}")
                .SelectMany(claim => claim.Members.Select(member => member.Name));
    }

    [Fact]
    public async Task The_leader_key_counts_from_when_it_is_seen_to_be_renewed()
    {
        var (plane, space) = (await kube.StartedAsync(), await kube.NamespaceAsync());
        foreach (var manifest in AllShapes.Zalando.Manifests)
            await plane.CreateAsync(space, manifest);
        await using var follower = Follower.Start(plane, space);
        await Eventually.Holds(() => follower.Claims.Count > 0, "there are claims");

        Assert.DoesNotContain(follower.Claims, claim => claim.Manager == "Patroni");
        var before = TimeProvider.System.GetUtcNow();
        await plane.PatchAsync(
            $"/api/v1/namespaces/{space}/endpoints/acid-shop",
            new JsonObject
            {
                ["metadata"] = new JsonObject
                {
                    // By a clock that is years behind ours: only that it differs counts.
                    ["annotations"] = new JsonObject { ["renewTime"] = "2019-01-01T00:00:10Z" },
                },
            }
        );

        await Eventually.Holds(() => follower.Claims.Any(c => c.Manager == "Patroni"), "the leader key is believed");
        Assert.InRange(follower.Claims.Single(c => c.Manager == "Patroni").At, before, TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public async Task A_Secret_is_read_again_when_it_changes_and_never_logged()
    {
        var (plane, space) = (await kube.StartedAsync(), await kube.NamespaceAsync());
        await plane.CreateAsync(space, Manifest.Pod("demo-0", Patroni, "10.0.0.1"));
        await plane.CreateAsync(space, SecretOf("first-password"));
        await using var follower = Follower.Start(
            plane,
            space,
            options =>
                options with
                {
                    Presets = ["patroni"],
                    Secret = new SecretSource(new SecretReference("{cluster}-primacy", "username", ["password"])),
                }
        );
        await Eventually.Holds(() => PasswordOf(follower) == "first-password", "the password is read");
        var lists = follower.Requests.Lists;

        await plane.PatchAsync(
            $"/api/v1/namespaces/{space}/secrets/demo-primacy",
            new JsonObject { ["data"] = SecretOf("second-password")["data"]!.DeepClone() }
        );

        await Eventually.Holds(() => PasswordOf(follower) == "second-password", "the new password is read");
        Assert.Equal("watcher", follower.Found[0].Credentials!.User);
        Assert.Equal(lists, follower.Requests.Lists);
        Assert.DoesNotContain("password", follower.Found[0].ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(follower.Logs.All, line => line.Contains("password", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_expected_before_a_restart_is_expected_after_it()
    {
        var (plane, space) = (await kube.StartedAsync(), await kube.NamespaceAsync());
        await plane.CreateAsync(space, Manifest.Pod("demo-0", Patroni, "10.0.0.1"));
        await plane.CreateAsync(space, Manifest.Pod("demo-1", Patroni, "10.0.0.2"));
        EquatableArray<Primacy.Kubernetes.Membership.KnownCluster> known;
        await using (var before = Follower.Start(plane, space))
        {
            await before.SeesAsync("demo-0=10.0.0.1 demo-1=10.0.0.2");
            known = before.Load();
        }

        await plane.DeleteAsync(space, ObjectKind.Pod, "demo-1");
        await using var after = Follower.Start(plane, space, known: known);

        await Eventually.Holds(() => after.Known.Values.Any(c => c.Instances[1].GoneSince is not null), "it is missed");
        Assert.Equal("demo-0=10.0.0.1 demo-1=10.0.0.2", after.Words);
    }

    static string? PasswordOf(Follower follower) =>
        follower.Found is [var cluster] ? cluster.Credentials?.Password : null;

    static JsonObject SecretOf(string password) =>
        new()
        {
            ["kind"] = "Secret",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject { ["name"] = "demo-primacy" },
            ["data"] = new JsonObject
            {
                ["username"] = Convert.ToBase64String("watcher"u8),
                ["password"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(password)),
            },
        };
}
