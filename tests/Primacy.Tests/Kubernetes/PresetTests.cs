using System.Text.Json.Nodes;
using Primacy.Kubernetes.Discovering;
using Primacy.Kubernetes.Presets;
using Primacy.Tests.Kubernetes.Shapes;
using Primacy.Topology;
using Xunit;

namespace Primacy.Tests.Kubernetes;

/// <summary>What every preset does with the objects that its operator makes, beside those of all the others.</summary>
public sealed class PresetTests
{
    public static TheoryData<string> Presets => [.. AllShapes.All.Select(shape => shape.Preset)];

    [Fact]
    public void There_is_a_shape_for_every_preset() =>
        Assert.Equal(AllPresets.All.Select(p => p.Name).Order(), AllShapes.All.Select(s => s.Preset).Order());

    [Theory]
    [MemberData(nameof(Presets))]
    public void Every_instance_is_found_where_PostgreSQL_itself_listens(string preset)
    {
        var shape = Of(preset);

        var cluster = Cluster(shape, shape.Manifests);

        Assert.Equal(shape.Instances, cluster.Instances.Select(instance => instance.Name));
        Assert.All(cluster.Instances, instance => Assert.Equal(shape.Port, instance.Port));
        Assert.Equal(
            shape.Instances.Select(name => Pod(shape.Manifests, name)["status"]!["podIP"]!.GetValue<string>()),
            cluster.Instances.Select(instance => instance.Address)
        );
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void Poolers_exporters_and_backups_are_passed_over_and_it_is_said_why(string preset)
    {
        var shape = Of(preset);

        var found = Seen.In(AllShapes.All.SelectMany(s => s.Manifests));

        var instances = found.Clusters.SelectMany(c => c.Instances.Select(i => i.Name)).ToHashSet();
        Assert.All(shape.Others, pod => Assert.DoesNotContain(pod, instances));
        Assert.All(shape.Others, pod => Assert.NotEmpty(found.Passed.First(passed => passed.Name == pod).Why));
        Assert.All(found.Passed, passed => Assert.DoesNotContain(passed.Name, instances));
    }

    [Fact]
    public void No_preset_takes_what_is_another_ones() =>
        Assert.Equal(
            AllShapes.All.Select(shape => $"{shape.Preset}: {shape.Cluster}").Order(),
            Seen.In(AllShapes.All.SelectMany(s => s.Manifests))
                .Clusters.Select(cluster => $"{cluster.Key.Preset}: {cluster.Key.Name}")
                .Order()
        );

    [Theory]
    [MemberData(nameof(Presets))]
    public void Everything_that_is_believed_names_the_same_primary(string preset)
    {
        var shape = Of(preset);

        var claims = Cluster(shape, shape.Manifests).Claims.Select(stated => stated.Claim).ToArray();

        Assert.Equal(shape.HasRoles, Array.Exists(claims, claim => claim.Source == "labels of the pods"));
        Assert.Equal(shape.Writing is not null, Array.Exists(claims, c => c.Source == $"Service shop/{shape.Writing}"));
        Assert.Equal(shape.Leader is not null, Array.Exists(claims, c => c.Manager == "Patroni"));
        Assert.All(
            claims.Where(claim => !claim.IsPartial),
            claim => Assert.Equal([shape.Primary], claim.Members.Where(m => m.Role is Role.Primary).Select(m => m.Name))
        );
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void Nothing_of_it_rests_on_a_quorum(string preset)
    {
        var shape = Of(preset);

        Assert.All(
            Cluster(shape, shape.Manifests).Claims,
            stated => Assert.False(stated.Claim.HasQuorum || stated.Claim.MayDecide)
        );
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void Whoever_is_behind_the_Service_for_reading_is_claimed_to_be_a_standby(string preset)
    {
        var shape = Of(preset);
        Assert.SkipWhen(shape.Reading is null, "it has no such Service");

        var claim = Cluster(shape, shape.Manifests)
            .Claims.Select(stated => stated.Claim)
            .Single(claim => claim.Source == $"Service shop/{shape.Reading}");

        Assert.True(claim.IsPartial);
        Assert.Equal(shape.Instances.Except([shape.Primary]), claim.Members.Select(member => member.Name));
        Assert.All(claim.Members, member => Assert.Equal(Role.Standby, member.Role));
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void An_instance_that_has_no_address_yet_is_expected(string preset)
    {
        var shape = Of(preset);
        var manifests = Copy(shape);
        Pod(manifests, shape.Instances[0])["status"] = new JsonObject { ["phase"] = "Pending" };

        var cluster = Cluster(shape, manifests);

        Assert.Equal(shape.Instances, cluster.Instances.Select(instance => instance.Name));
        Assert.Null(cluster.Instances[0].Address);
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void A_pod_that_a_StatefulSet_declares_is_expected_before_it_is_made(string preset)
    {
        var shape = Of(preset);
        Assert.SkipUnless(Array.Exists(shape.Manifests, m => IsKind(m, "StatefulSet")), "it has no StatefulSets");
        var missing = Pod(shape.Manifests, shape.Instances[^1]);

        var cluster = Cluster(shape, [.. shape.Manifests.Except([missing])]);

        Assert.Equal(shape.Instances, cluster.Instances.Select(instance => instance.Name));
        Assert.EndsWith(".shop.svc", cluster.Instances[^1].DnsName, StringComparison.Ordinal);
        Assert.Equal(shape.Port, cluster.Instances[^1].Port);
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void The_Secret_of_its_operator_is_known(string preset)
    {
        var shape = Of(preset);

        var secret = AllPresets.All.Single(p => p.Name == preset).SecretOf(Cluster(shape, shape.Manifests));

        Assert.Equal(shape.Secret, secret?.Name);
    }

    [Fact]
    public void The_status_of_CloudNativePG_says_who_is_the_primary()
    {
        var status = new JsonObject
        {
            ["kind"] = "Cluster",
            ["metadata"] = new JsonObject { ["name"] = "pg" },
            ["status"] = new JsonObject { ["currentPrimary"] = "pg-1", ["targetPrimary"] = "pg-2" },
        };

        var cluster = Cluster(AllShapes.CloudNativePg, [.. AllShapes.CloudNativePg.Manifests, status]);

        var claim = cluster.Claims.Single(stated => stated.Claim.Manager == "CloudNativePG").Claim;
        Assert.Equal("status of Cluster shop/pg", claim.Source);
        Assert.Equal("the current primary, with pg-2 to follow", claim.Members.Single(m => m.Name == "pg-1").State);
    }

    [Fact]
    public void A_selector_takes_cluster_and_port_from_where_it_is_told_to()
    {
        var preset = new SelectorPreset(
            new SelectorOptions
            {
                Name = "own",
                Pods = "app=db",
                Cluster = "db.example/name",
                Port = "db.example/port",
            }
        );
        var pods = new[]
        {
            Manifest.Pod("a", "app=db,db.example/name=orders,db.example/port=5433", "10.9.0.1"),
            Manifest.Pod("b", "app=db,db.example/name=orders", "10.9.0.2", ports: "postgres=5444"),
            Manifest.Pod("c", "app=db,db.example/name=orders,db.example/port=ssh", "10.9.0.3"),
            Manifest.Pod("d", "app=db", "10.9.0.4"),
            Manifest.Pod("e", "app=web,db.example/name=orders", "10.9.0.5"),
        };

        var found = Seen.In([.. pods.Select(Seen.Read)], [preset]);

        Assert.Equal(["a:5433", "b:5444"], Assert.Single(found.Clusters).Instances.Select(i => $"{i.Name}:{i.Port}"));
        Assert.Equal(["c", "d"], found.Passed.Select(passed => passed.Name));
    }

    static Shape Of(string preset) => AllShapes.All.Single(shape => shape.Preset == preset);

    static DiscoveredCluster Cluster(Shape shape, IEnumerable<JsonObject> manifests) =>
        Assert.Single(Seen.In(manifests).Clusters, cluster => cluster.Key.Name == shape.Cluster);

    static JsonObject[] Copy(Shape shape) => [.. shape.Manifests.Select(manifest => manifest.DeepClone().AsObject())];

    static JsonObject Pod(IEnumerable<JsonObject> manifests, string name) =>
        manifests.Single(m => IsKind(m, "Pod") && m["metadata"]!["name"]!.GetValue<string>() == name);

    static bool IsKind(JsonObject manifest, string kind) => manifest["kind"]!.GetValue<string>() == kind;
}
