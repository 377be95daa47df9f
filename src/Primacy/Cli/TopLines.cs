using System.Globalization;
using Primacy.Web.Api;

namespace Primacy.Cli;

/// <summary>
/// The wall in lines: broken clusters first, each as fully as the height allows, then the healthy ones, a line each.
/// </summary>
internal static class TopLines
{
    const int NameMax = 60;

    static readonly string[] Gravity = ["critical", "warning", "info", "none"];

    public static IReadOnlyList<TopLine> Of(IReadOnlyList<ClusterReport> clusters, int height)
    {
        if (clusters.Count == 0)
            return [new("The service has not finished its first look at any cluster yet.")];
        var sorted = clusters
            .OrderBy(one => Array.IndexOf(Gravity, one.Severity))
            .ThenBy(one => one.Cluster, StringComparer.Ordinal)
            .ToArray();
        var ill = sorted.Where(one => one.Severity != "none").ToArray();
        var lines = new List<TopLine> { new(Tally(clusters.Count, ill.Length), ill.Length == 0 ? "healthy" : "") };
        Broken(lines, ill, ill.Length < sorted.Length ? height - 1 : height);
        Healthy(lines, sorted[ill.Length..], height);
        return lines;
    }

    /// <summary>With servers while there is room for all of them, else with fewer lines for the later ones.</summary>
    static void Broken(List<TopLine> lines, ClusterReport[] ill, int height)
    {
        for (var i = 0; i < ill.Length; i++)
        {
            var after = ill.Length - i - 1;
            var room = height - lines.Count - after - (after > 0 ? 1 : 0);
            if (height - lines.Count < 2 && after > 0)
            {
                lines.Add(new(Count(after + 1, "more cluster is not healthy", "more clusters are not healthy"), "bad"));
                return;
            }
            var block = Block(ill[i]);
            lines.AddRange(block.Take(room < block.Count ? Math.Max(1, Math.Min(room, 2)) : block.Count));
        }
    }

    static void Healthy(List<TopLine> lines, ClusterReport[] well, int height)
    {
        if (well.Length == 0)
            return;
        var room = height - lines.Count;
        var shown = well.Length <= room ? well.Length : Math.Max(0, room - 1);
        var nameWidth = well.Take(shown).Select(one => Name(one.Cluster).Length).DefaultIfEmpty().Max();
        foreach (var one in well.Take(shown))
        {
            var primary = one.Primaries.Count == 0 ? "none" : Name(one.Primaries[0]);
            lines.Add(
                new($"✓ {Name(one.Cluster).PadRight(nameWidth)}  primary {primary}  {Answering(one)}", "healthy")
            );
        }
        if (shown < well.Length)
            lines.Add(new(Count(well.Length - shown, "more healthy cluster", "more healthy clusters")));
    }

    static List<TopLine> Block(ClusterReport cluster)
    {
        var kind = cluster.SubKind is { } sub ? $" ({(cluster.Split?.Proven is false ? "perhaps " : "")}{sub})" : "";
        var sign = cluster.Severity == "critical" ? "✖" : "⚠";
        var title = $"{sign} {Name(cluster.Cluster)}: {cluster.Verdict}{kind}";
        List<TopLine> lines = [new(title, cluster.Severity), new($"  {Screen.Plain(cluster.Summary)}")];
        var nameWidth = cluster.Instances.Select(one => Name(one.Name).Length).DefaultIfEmpty().Max();
        lines.AddRange(cluster.Instances.Select(one => Instance(cluster, one, nameWidth)));
        return lines;
    }

    static TopLine Instance(ClusterReport cluster, InstanceReport one, int nameWidth)
    {
        var mark =
            one.Name == cluster.Keep ? "  keep"
            : cluster.Keep is { } && cluster.Primaries.Contains(one.Name) ? "  should go"
            : "";
        var said = one.Role is { } role
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{role, -8} timeline {one.Timeline?.ToString(CultureInfo.InvariantCulture) ?? "?"} at {one.Lsn}"
            )
                + (one.Clients is { } clients ? Clients(clients) : "")
                + (one.Upstream is { } upstream ? $", follows {Name(upstream)}" : "")
            : $"no answer: {Screen.Plain(one.Detail is { Length: > 0 } why ? why : one.Failure ?? "not yet")}"
                + (one.LastRole is { } last ? $"; was a {last} when last seen" : "");
        var tone = one.Role is null ? "warning" : one.Role;
        return new($"    {Name(one.Name).PadRight(nameWidth)}  {said}{mark}", tone);
    }

    static string Clients(int count) => Count(count, "client", "clients", ", ");

    static string Count(int count, string one, string many, string before = "") =>
        string.Create(CultureInfo.InvariantCulture, $"{before}{count} {(count == 1 ? one : many)}");

    static string Answering(ClusterReport one) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{one.Instances.Count(instance => instance.Role is { })}/{one.Instances.Count} answer"
        );

    /// <summary>The same words as on the page.</summary>
    static string Tally(int all, int ill) =>
        (all, ill) switch
        {
            (1, 0) => "1 cluster, healthy",
            (1, _) => "1 of 1 cluster not healthy",
            (_, 0) => string.Create(CultureInfo.InvariantCulture, $"{all} clusters, all healthy"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{ill} of {all} clusters not healthy"),
        };

    static string Name(string name)
    {
        var plain = Screen.Plain(name);
        return plain.Length <= NameMax ? plain : $"{plain[..(NameMax - 1)]}…";
    }
}
