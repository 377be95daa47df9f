using System.Globalization;
using Primacy.Watching;

namespace Primacy.Tests.Web;

/// <summary>Many clusters.</summary>
static class Crowds
{
    /// <summary>So many, every other one in production.</summary>
    public static IEnumerable<ClusterOptions> Clusters(int count, string name = "cluster") =>
        Enumerable
            .Range(0, count)
            .Select(i => new ClusterOptions
            {
                Name = string.Create(CultureInfo.InvariantCulture, $"{name}-{i:0000}"),
                Instances = [],
                Labels = [new ClusterLabel("env", i % 2 == 0 ? "prod" : "test")],
            });

    /// <summary>Watches so many, all of them well.</summary>
    public static void Fill(WebServer server, int count, string name = "cluster")
    {
        var healthy = Snapshots.Healthy(at: TimeProvider.System.GetUtcNow());
        foreach (var cluster in Clusters(count, name))
        {
            server.Watched.Add(cluster);
            server.Feed.Publish(healthy with { Cluster = cluster.Name });
        }
    }
}
