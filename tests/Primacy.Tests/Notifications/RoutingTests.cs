using Primacy.Analysis;
using Primacy.Incidents;
using Primacy.Notifications;
using Primacy.Tests.Storage;
using Primacy.Watching;
using Xunit;

namespace Primacy.Tests.Notifications;

public sealed class RoutingTests
{
    static readonly WebhookOptions Somewhere = new(new Uri("http://127.0.0.1:1"));
    static readonly IReadOnlySet<string> Nobody = new HashSet<string>();

    static readonly Dictionary<string, EquatableArray<ClusterLabel>> Clusters = new()
    {
        ["orders"] = [new ClusterLabel("team", "payments"), new ClusterLabel("site", "north")],
        ["orders-eu"] = [new ClusterLabel("team", "payments-eu")],
        ["stock"] = [],
    };

    [Fact]
    public void Without_routes_everybody_is_told_of_everything() =>
        Assert.Equal(["hook", "a", "b"], Told(Routing(), Stories.Firing("stock")));

    [Fact]
    public void A_receiver_without_a_name_is_told_of_everything_whatever_the_routes_say() =>
        Assert.Equal(
            ["hook"],
            Told(Routing(new AlertRoute { Receivers = ["a"], Clusters = [new Glob("x")] }), Stories.Firing("stock"))
        );

    [Fact]
    public void A_receiver_that_is_made_for_some_verdicts_is_told_of_these_only()
    {
        var split = Stories.Firing("stock");
        var blind = split with { Verdict = split.Verdict with { Code = VerdictCode.Blind } };
        var some = new Receiver("some", Somewhere) { Verdicts = [VerdictCode.MultiplePrimaries] };
        var routing = new Routing([some], ["some"], [], Clusters);

        Assert.Equal(["some"], Told(routing, split));
        Assert.Empty(Told(routing, blind));
        Assert.Empty(routing.Of(Stories.Ended(Stories.Resolved(blind)), new HashSet<string> { "some" }));
    }

    [Theory]
    [InlineData("orders", "orders", true)]
    [InlineData("orders", "orders-eu", false)]
    [InlineData("orders*", "orders-eu", true)]
    [InlineData("*-eu", "orders-eu", true)]
    [InlineData("ORDERS", "orders", false)]
    [InlineData("stoc?", "stock", true)]
    public void Clusters_are_chosen_by_patterns_of_their_names(string pattern, string cluster, bool isTold) =>
        Assert.Equal(
            isTold,
            Told(Routing(new AlertRoute { Receivers = ["a"], Clusters = [new Glob(pattern)] }), Stories.Firing(cluster))
                .Contains("a")
        );

    [Theory]
    [InlineData("payments", "orders", true)]
    [InlineData("payments", "orders-eu", false)]
    [InlineData("payments*", "orders-eu", true)]
    [InlineData("*", "stock", false)]
    public void Clusters_are_chosen_by_their_labels(string pattern, string cluster, bool isTold) =>
        Assert.Equal(
            isTold,
            Told(
                    Routing(
                        new AlertRoute { Receivers = ["a"], Labels = [new LabelPattern("team", new Glob(pattern))] }
                    ),
                    Stories.Firing(cluster)
                )
                .Contains("a")
        );

    [Fact]
    public void Every_route_that_fits_tells_its_receivers()
    {
        var routing = Routing(
            new AlertRoute { Receivers = ["a"], Least = Severity.Critical },
            new AlertRoute { Receivers = ["b"], Verdicts = [VerdictCode.Blind] },
            new AlertRoute { Receivers = ["b"], Clusters = [new Glob("stock")] }
        );

        Assert.Equal(["hook", "a"], Told(routing, Stories.Firing("orders")));
        Assert.Equal(["hook", "a", "b"], Told(routing, Stories.Firing("stock")));
        Assert.Equal(["hook", "b"], Told(routing, Of(Stories.Firing("orders"), VerdictCode.Blind)));
        Assert.Equal(["hook"], Told(routing, Of(Stories.Firing("orders"), VerdictCode.ReplicationBroken)));
    }

    [Fact]
    public void Who_was_told_of_the_beginning_is_told_of_the_end_after_the_routes_have_changed()
    {
        var routing = Routing(new AlertRoute { Receivers = ["b"] });
        var end = Stories.Ended(Stories.Resolved(Stories.Firing("orders")));

        Assert.Equal(["hook", "a", "b"], routing.Of(end, new HashSet<string> { "a", "gone" }));
    }

    [Fact]
    public void Who_does_not_want_to_hear_of_ends_does_not()
    {
        Receiver[] receivers = [new("a", Somewhere) { IsToldOfEnds = false }, new("b", Somewhere)];
        var routing = new Routing(receivers, [], [], Clusters);
        var firing = Stories.Firing("orders");

        Assert.Equal(["a", "b"], routing.Of(Stories.Fired(firing), Nobody));
        Assert.Equal(["b"], routing.Of(Stories.Ended(Stories.Resolved(firing)), new HashSet<string> { "a" }));
    }

    [Fact]
    public void The_shortest_repetition_counts()
    {
        var routing = Routing(
            new AlertRoute { Receivers = ["a"], Repeat = TimeSpan.FromHours(4) },
            new AlertRoute
            {
                Receivers = ["a"],
                Repeat = TimeSpan.FromHours(1),
                Least = Severity.Critical,
            },
            new AlertRoute { Receivers = ["b"] }
        );
        var firing = Stories.Firing("orders");

        Assert.Equal(TimeSpan.FromHours(1), routing.Repeat("a", null, firing));
        Assert.Equal(TimeSpan.FromHours(4), routing.Repeat("a", null, Of(firing, VerdictCode.Blind)));
        Assert.Equal(TimeSpan.FromMinutes(1), routing.Repeat("a", TimeSpan.FromMinutes(1), firing));
        Assert.Null(routing.Repeat("b", null, firing));
        Assert.Null(routing.Repeat("a", null, Stories.Firing("elsewhere")));
    }

    static Routing Routing(params AlertRoute[] routes) =>
        new([new("hook", Somewhere), new("a", Somewhere), new("b", Somewhere)], ["hook"], routes, Clusters);

    static IReadOnlyList<string> Told(Routing routing, Incident incident) =>
        routing.Of(Stories.Fired(incident), Nobody);

    static Incident Of(Incident incident, VerdictCode code) =>
        incident with
        {
            Verdict = incident.Verdict with { Code = code },
        };
}
