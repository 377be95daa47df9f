using Primacy.Cli;
using Primacy.Lab;
using Primacy.Watching;

namespace Primacy.Bench.WallCost;

/// <summary>
/// What a watcher sees of three real servers, before and after a standby is promoted beside its primary.
/// </summary>
internal sealed record WallLooks(ClusterSnapshot Healthy, ClusterSnapshot Split)
{
    public static async Task<WallLooks> TakeAsync(IProgress<string> progress)
    {
        await using var lab = await LabCluster.StartAsync(new LabOptions { Name = "bench-wall" }, progress);
        var cluster = new ClusterOptions
        {
            Name = "orders",
            Instances = [.. lab.Instances.Select(instance => LabMember.Of(lab, instance))],
        };
        var healthy = await OneLook.TakeAsync(cluster, TimeProvider.System, CancellationToken.None);
        await lab.PromoteAsync(2);
        var split = await OneLook.TakeAsync(cluster, TimeProvider.System, CancellationToken.None);
        return new WallLooks(healthy, split);
    }
}
