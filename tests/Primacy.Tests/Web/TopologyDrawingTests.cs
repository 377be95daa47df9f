using Primacy.Topology;
using Primacy.Watching;
using Primacy.Web.Pages;
using Xunit;

namespace Primacy.Tests.Web;

public sealed class TopologyDrawingTests
{
    [Fact]
    public void A_cascade_goes_to_the_right_and_nobody_lies_upon_another()
    {
        var drawing = TopologyDrawing.Of(
            Snapshots.Of(
                "orders",
                null,
                ("a", Snapshots.Primary(1, "0/3000148", "b", "c")),
                ("b", Snapshots.Standby("a")),
                ("c", Snapshots.Standby("a")),
                ("d", Snapshots.Standby("b")),
                ("e", Snapshots.Standby("d"))
            )
        );

        var x = drawing.Nodes.ToDictionary(node => node.FullName, node => node.X);
        Assert.True(x["a"] < x["b"] && x["b"] == x["c"] && x["b"] < x["d"] && x["d"] < x["e"]);
        Assert.Equal(5, drawing.Nodes.Select(node => (node.X, node.Y)).Distinct().Count());
        Assert.Equal(
            ["b streams from a.", "d streams from b.", "e streams from d.", "c streams from a."],
            drawing.Edges.Select(edge => edge.Sentence)
        );
        Assert.All(drawing.Nodes, node => Assert.InRange(node.RightX, 0, drawing.Width));
        Assert.Equal("wide", drawing.Size);
    }

    [Fact]
    public void Who_was_cut_off_and_who_was_promoted_is_told_apart_from_who_streams()
    {
        var drawing = TopologyDrawing.Of(Proofs.Split());

        Assert.Equal(
            [
                ("cut", "db4 followed db1 and is not seen to do so any more."),
                ("streams", "db3 streams from db2."),
                ("cut", "db2 followed db1 until it was promoted."),
            ],
            drawing.Edges.Select(edge => (edge.Tone, edge.Sentence))
        );
        Assert.Equal(["goes", "silent", "keep", "standby"], drawing.Nodes.Select(node => node.Tone));
    }

    [Fact]
    public void A_standby_that_only_its_upstream_sees_hangs_there_doubtfully()
    {
        var drawing = TopologyDrawing.Of(
            Snapshots.From(
                "orders",
                null,
                ("a", Snapshots.Answered(Snapshots.Primary(1, "0/3000148", "b"))),
                ("b", Snapshots.Failed(ProbeFailure.TimedOut))
            )
        );

        var edge = Assert.Single(drawing.Edges);
        Assert.Equal(("doubtful", "b gives no answer, but a sees it streaming."), (edge.Tone, edge.Sentence));
    }

    [Fact]
    public void Standbys_in_a_ring_and_hundreds_of_instances_end()
    {
        (string, ServerState)[] ring =
        [
            .. Enumerable.Range(0, 200).Select(i => ($"n{i}", Snapshots.Standby($"n{(i + 1) % 200}"))),
        ];

        var drawing = TopologyDrawing.Of(Snapshots.Of("orders", null, ring));

        Assert.Equal(200, drawing.Nodes.Count + drawing.LeftOut);
        Assert.Equal(drawing.Nodes.Count, drawing.Nodes.Select(node => (node.X, node.Y)).Distinct().Count());
    }
}
