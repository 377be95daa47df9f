using Primacy.Kubernetes.Discovering;
using Primacy.Kubernetes.Membership;
using Xunit;

namespace Primacy.Tests.Kubernetes;

/// <summary>Who stays expected when Kubernetes no longer shows it.</summary>
public sealed class RollTests
{
    static readonly ClusterKey Key = new("patroni", "shop", "demo");
    static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    static readonly TimeSpan Forget = TimeSpan.FromHours(1);

    [Fact]
    public void A_pod_that_vanishes_stays_expected_where_it_was_until_it_is_forgotten()
    {
        var known = After([], Start, Bare("a=10.0.0.1", "b=10.0.0.2"));

        var soon = After(known, Start.AddMinutes(1), Bare("a=10.0.0.1"));
        var later = After(soon, Start.AddMinutes(60), Bare("a=10.0.0.1"));
        var atLast = After(later, Start.AddMinutes(61), Bare("a=10.0.0.1"));

        Assert.Equal(["a=10.0.0.1", "b=10.0.0.2"], Words(soon));
        Assert.Equal(["a=10.0.0.1", "b=10.0.0.2"], Words(later));
        Assert.Equal(["a=10.0.0.1"], Words(atLast));
    }

    [Fact]
    public void A_pod_that_comes_back_keeps_its_name_and_has_its_new_address()
    {
        var known = After([], Start, Bare("a=10.0.0.1", "b=10.0.0.2"));

        var gone = After(known, Start.AddMinutes(1), Bare("a=10.0.0.1"));
        var back = After(gone, Start.AddMinutes(2), Bare("a=10.0.0.1", "b=10.0.0.9"));

        Assert.Equal(["a=10.0.0.1", "b=10.0.0.9"], Words(back));
        Assert.All(back[0].Instances, instance => Assert.Null(instance.GoneSince));
    }

    [Fact]
    public void A_pod_that_is_made_anew_keeps_its_old_address_until_it_has_one()
    {
        var known = After([], Start, Set(2, "demo-0=10.0.0.1", "demo-1=10.0.0.2"));

        var pending = After(known, Start.AddHours(5), Set(2, "demo-0=10.0.0.1", "demo-1="));

        Assert.Equal(["demo-0=10.0.0.1", "demo-1=10.0.0.2"], Words(pending));
    }

    [Fact]
    public void An_address_that_another_pod_has_got_is_given_up()
    {
        var known = After([], Start, Bare("a=10.0.0.1", "b=10.0.0.2"));

        var next = After(known, Start.AddMinutes(1), Bare("a=10.0.0.2"));

        Assert.Equal(["a=10.0.0.2", "b="], Words(next));
    }

    [Fact]
    public void Scaling_down_takes_a_member_away_at_once()
    {
        var known = After([], Start, Set(3, "demo-0=10.0.0.1", "demo-1=10.0.0.2", "demo-2=10.0.0.3"));

        var stopping = After(known, Start, Set(2, "demo-0=10.0.0.1", "demo-1=10.0.0.2", "demo-2=10.0.0.3"));
        var stopped = After(stopping, Start, Set(2, "demo-0=10.0.0.1", "demo-1=10.0.0.2"));

        Assert.Equal(3, stopping[0].Instances.Count);
        Assert.Equal(["demo-0=10.0.0.1", "demo-1=10.0.0.2"], Words(stopped));
    }

    [Fact]
    public void A_cluster_that_is_deleted_with_all_that_declares_it_is_gone()
    {
        var known = After([], Start, Set(2, "demo-0=10.0.0.1", "demo-1=10.0.0.2"));

        Assert.Empty(After(known, Start.AddSeconds(1), Discovery.Nothing));
    }

    [Fact]
    public void A_cluster_of_which_a_Service_is_left_stays_expected()
    {
        var known = After([], Start, Set(2, "demo-0=10.0.0.1", "demo-1=10.0.0.2"));

        var left = After(known, Start.AddSeconds(1), Discovery.Nothing with { Traces = [Key] });

        Assert.Equal(["demo-0=10.0.0.1", "demo-1=10.0.0.2"], Words(left));
    }

    [Fact]
    public void Bare_pods_that_all_vanish_stay_expected_for_a_while()
    {
        var known = After([], Start, Bare("a=10.0.0.1"));

        var gone = After(known, Start.AddSeconds(1), Discovery.Nothing);

        Assert.Equal(["a=10.0.0.1"], Words(gone));
        Assert.Empty(After(gone, Start.AddHours(2), Discovery.Nothing));
    }

    [Fact]
    public void What_may_no_longer_be_seen_is_not_taken_for_gone()
    {
        var known = After([], Start, Set(2, "demo-0=10.0.0.1", "demo-1=10.0.0.2"));

        var blind = After(known, Start.AddDays(3), Discovery.Nothing with { Blind = ["patroni"] });

        Assert.Equal(known, blind);
    }

    [Fact]
    public void A_clock_that_was_set_back_begins_the_waiting_anew()
    {
        var known = After([], Start, Bare("a=10.0.0.1", "b=10.0.0.2"));
        var gone = After(known, Start, Bare("a=10.0.0.1"));

        var back = After(gone, Start.AddDays(-1), Bare("a=10.0.0.1"));

        Assert.Equal(Start.AddDays(-1), back[0].Instances[1].GoneSince);
    }

    static EquatableArray<KnownCluster> After(
        EquatableArray<KnownCluster> known,
        DateTimeOffset now,
        Discovery found
    ) => Roll.Next(known, found, now, Forget);

    static IEnumerable<string> Words(EquatableArray<KnownCluster> known) =>
        Assert.Single(known).Instances.Select(instance => $"{instance.Name}={instance.Address}");

    static Discovery Bare(params string[] pods) =>
        Shown(new DiscoveredCluster(Key) { Instances = Instances(pods, null) });

    static Discovery Set(int replicas, params string[] pods) =>
        Shown(
            new DiscoveredCluster(Key)
            {
                Instances = Instances(pods, "demo"),
                Sets = [new DiscoveredCluster.DeclaringSet("demo", 0, replicas)],
                IsDeclared = true,
            }
        );

    static Discovery Shown(DiscoveredCluster cluster) => new([cluster], [cluster.Key], []);

    static EquatableArray<DiscoveredInstance> Instances(string[] pods, string? set) =>
        [
            .. pods.Select(pod => pod.Split('='))
                .Select(pod => new DiscoveredInstance(pod[0], 5432)
                {
                    Address = pod[1].Length > 0 ? pod[1] : null,
                    Set = set,
                }),
        ];
}
