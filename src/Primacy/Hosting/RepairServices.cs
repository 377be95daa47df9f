using Primacy.Kubernetes.Leadership;
using Primacy.Repairing;
using Primacy.Web;

namespace Primacy.Hosting;

/// <summary>Plans and their execution, by whatever means are registered beside.</summary>
internal static class RepairServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton(new RepairTimes());
        services.AddSingleton(provider => new RepairRules(
            cluster =>
                provider.GetRequiredService<WatchedClusters>()().FirstOrDefault(one => one.Name == cluster)?.Repair,
            () => NotLeading(provider.GetService<Elector>())
        ));
        services.AddSingleton(provider => new MeansFinder(
            [.. provider.GetServices<IFence>()],
            provider.GetService<IBranchKeeper>(),
            provider.GetRequiredService<RepairTimes>(),
            provider.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton(provider => new RepairSurroundings(
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<Repairs>>()
        ));
        services.AddSingleton<Repairs>();
    }

    /// <summary>By the clock, at this very moment: a process that was frozen leads no more.</summary>
    static string? NotLeading(Elector? elector) =>
        elector is null or { MayAct: true }
            ? null
            : "This replica does not hold the lease, or is not sure to: only the one that does repairs.";
}
