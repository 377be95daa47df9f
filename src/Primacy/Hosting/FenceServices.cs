using Primacy.Fencing;
using Primacy.Forensics.Branches;
using Primacy.Probing;
using Primacy.Repair;
using Primacy.Repairing;
using Primacy.Web;

namespace Primacy.Hosting;

/// <summary>
/// The ways to stop a server and to keep its branch, in the order in which a plan uses them: what blocks writes comes
/// before what ends the server.
/// </summary>
internal static class FenceServices
{
    /// <summary>Where kept branches are in the state directory.</summary>
    public const string BranchesDirectory = "branches";

    public static void Add(IServiceCollection services, WatchOptions options)
    {
        var branches = Path.Combine(Path.GetFullPath(options.StateDirectory), BranchesDirectory);
        services.AddSingleton<IBranchKeeper>(provider => new BranchKeeper(
            loser => Reach(provider, loser),
            branches,
            provider.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton<IFence>(provider => new SqlBlock(
            loser => Reach(provider, loser),
            provider.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton<IFence>(provider =>
        {
            var discovery = provider.GetRequiredService<DiscoveryService>();
            return new PodDeletion(
                loser => discovery.PodOf(loser.Cluster, loser.Instance),
                () => discovery.Connection,
                loser => Reach(provider, loser),
                provider.GetRequiredService<TimeProvider>()
            );
        });
    }

    /// <summary>
    /// How a server is connected to now; null where it is not watched any longer, or is somewhere else by now.
    /// </summary>
    static ConnectionSettings? Reach(IServiceProvider provider, RepairTarget loser) =>
        provider
            .GetRequiredService<WatchedClusters>()()
            .FirstOrDefault(cluster => cluster.Name == loser.Cluster)
            ?.Instances.FirstOrDefault(one =>
                one.Instance.Id == loser.Instance && one.Instance.Host == loser.Host && one.Instance.Port == loser.Port
            )
            ?.Connection;
}
