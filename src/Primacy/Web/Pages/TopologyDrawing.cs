using System.Globalization;
using Primacy.Topology;
using Primacy.Watching;

namespace Primacy.Web.Pages;

/// <summary>
/// Who follows whom, drawn: primaries at the left, whoever follows to the right of whom it follows, and what is cut as
/// a broken line.
/// </summary>
internal sealed record TopologyDrawing
{
    const int NodesMax = 20;
    const int Left = 26;
    const int Top = 6;
    const int ColumnPitch = 206;
    const int RowPitch = 74;
    const int DepthMax = 5;

    public required string Cluster { get; init; }

    public required IReadOnlyList<TopologyNode> Nodes { get; init; }

    public required IReadOnlyList<TopologyEdge> Edges { get; init; }

    /// <summary>How many instances are not drawn.</summary>
    public required int LeftOut { get; init; }

    public int Width => Nodes.Count == 0 ? 0 : Nodes.Max(node => node.RightX) + Top;

    public int Height => Nodes.Count == 0 ? 0 : Nodes.Max(node => node.Y) + TopologyNode.Height + Top;

    /// <summary>What has more than two columns is not made smaller on a phone; it scrolls.</summary>
    public string Size => Width > Left + 2 * ColumnPitch ? "wide" : "narrow";

    /// <summary>The drawing in words, for who cannot see it.</summary>
    public string Description =>
        Texts.Cut(
            string.Join(
                ' ',
                Nodes
                    .Select(node => $"{node.FullName}: {node.Role}, {node.Detail}.")
                    .Concat(Edges.Select(edge => edge.Sentence))
                    .Prepend($"Who follows whom in {Cluster}.")
            ),
            Texts.DescriptionMax
        );

    public static TopologyDrawing Of(ClusterSnapshot snapshot)
    {
        var view = snapshot.View;
        var hangs = view.Members.Select(member => Hang.Of(view, member)).ToArray();
        var (nodes, edges) = (new Dictionary<InstanceId, TopologyNode>(), new List<TopologyEdge>());
        // Primaries first, then whoever else is at the top; the last pass takes what is left, as rings are.
        foreach (var top in hangs.Where(hang => hang.Member.State is { Role: Role.Primary }))
            Place(top, 0);
        foreach (var top in hangs.Where(hang => IsTop(hang)))
            Place(top, 0);
        foreach (var rest in hangs)
            Place(rest, 0);
        foreach (var parted in hangs.Where(hang => hang.How == "parted"))
            Part(parted);
        return new TopologyDrawing
        {
            Cluster = snapshot.Cluster,
            Nodes = [.. nodes.Values],
            Edges = edges,
            LeftOut = hangs.Length - nodes.Count,
        };

        void Place(Hang hang, int depth)
        {
            if (nodes.Count == NodesMax || nodes.ContainsKey(hang.Member.Id))
                return;
            var x = Left + Math.Min(depth, DepthMax) * ColumnPitch;
            // The first who follows stands beside whom it follows, the others below.
            var y = nodes.Count == 0 ? Top : nodes.Values.Max(node => node.Y) + RowPitch;
            if (IsBesideTheLast(hang, depth))
                y -= RowPitch;
            var node = TopologyNodes.Of(snapshot, hang.Member, x, y);
            nodes.Add(hang.Member.Id, node);
            if (!IsTop(hang) && nodes.TryGetValue(hang.From!.Id, out var from))
                edges.Add(Edge(from, node, hang));
            foreach (var next in hangs.Where(other => !IsTop(other) && other.From?.Id == hang.Member.Id))
                Place(next, depth + 1);
        }

        bool IsBesideTheLast(Hang hang, int depth) =>
            depth is > 0 and <= DepthMax && nodes.Count > 0 && nodes.Keys.Last() == hang.From?.Id;

        void Part(Hang hang)
        {
            if (nodes.TryGetValue(hang.Member.Id, out var node) && nodes.TryGetValue(hang.From!.Id, out var from))
                edges.Add(Bracket(from, node, hang.Sentence!));
        }
    }

    /// <summary>A promoted primary is at the top beside the one that it followed.</summary>
    static bool IsTop(Hang hang) => hang.From is null || hang.How == "parted";

    static TopologyEdge Edge(TopologyNode from, TopologyNode to, Hang hang)
    {
        var (x, y, endX, endY) = (from.RightX, from.MiddleY, to.X, to.MiddleY);
        var path =
            y == endY
                ? Path($"M{x} {y}H{endX}")
                : Path($"M{x} {y}h16Q{x + 24} {y} {x + 24} {y + 8}V{endY - 8}Q{x + 24} {endY} {x + 32} {endY}H{endX}");
        return new TopologyEdge(path, hang.How, hang.Sentence!, (x + endX) / 2, y == endY ? y : (y + endY) / 2);
    }

    /// <summary>Down the left side, between two that are both at the top.</summary>
    static TopologyEdge Bracket(TopologyNode from, TopologyNode to, string sentence)
    {
        var (y, endY) = (from.MiddleY, to.MiddleY);
        var turn = y < endY ? 8 : -8;
        return new TopologyEdge(
            Path($"M{Left} {y}H20Q12 {y} 12 {y + turn}V{endY - turn}Q12 {endY} 20 {endY}H{Left}"),
            "cut",
            sentence,
            12,
            (y + endY) / 2
        );
    }

    static string Path(FormattableString path) => path.ToString(CultureInfo.InvariantCulture);
}
