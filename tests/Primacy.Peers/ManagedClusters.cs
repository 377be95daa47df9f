using Primacy.Lab;

namespace Primacy.Peers;

/// <summary>Starts a cluster with the manager that is wanted.</summary>
internal static class ManagedClusters
{
    public const int Members = 3;

    public static async Task<IManagedCluster> StartAsync(PeerKind kind, CancellationToken cancellation) =>
        kind switch
        {
            PeerKind.ByHand => await HandmadeCluster.StartAsync(cancellation),
            PeerKind.Patroni => await PatroniStage.StartAsync(cancellation),
            PeerKind.Repmgr => await RepmgrStage.StartAsync(cancellation),
            _ => throw new LabException($"{kind} changes no primary by itself."),
        };

    /// <summary>The manager as the configuration of Primacy names it; empty for nobody.</summary>
    public static string Yaml(IManagedCluster cluster) =>
        cluster switch
        {
            PatroniStage patroni => $"{{ patroni: [{string.Join(", ", patroni.Urls)}] }}",
            RepmgrStage => "{ repmgr: true }",
            _ => "{}",
        };
}
