using Microsoft.Extensions.DependencyInjection;
using Primacy.Repair;
using Primacy.Repairing;
using Primacy.Topology;

namespace Primacy.Tests.Repairing;

/// <summary>
/// Means that only say what they would do. Nothing is ever stopped by them: the keeper refuses to begin, and a run ends
/// there.
/// </summary>
static class Offering
{
    public static void Add(IServiceCollection services) =>
        services.AddSingleton<IBranchKeeper, Keeper>().AddSingleton<IFence, Fence>();

    sealed class Keeper : IBranchKeeper
    {
        public ValueTask<Offer> OfferAsync(RepairTarget loser, Lsn fork, CancellationToken cancellation) =>
            new(new Offer.Possible($"Records the WAL of {loser.Instance} from {fork} on.", "It still has that WAL."));

        public Task<BranchStart> StartAsync(RepairTarget loser, Lsn fork, CancellationToken cancellation) =>
            Task.FromResult<BranchStart>(new BranchStart.Refused("The disk is full."));
    }

    sealed class Fence : IFence
    {
        public string Name => "pod";

        public FenceEffect Effect => FenceEffect.EndsServer;

        public ValueTask<Offer> OfferAsync(RepairTarget loser, CancellationToken cancellation) =>
            new(new Offer.Possible($"Deletes the pod {loser.Instance}.", "Its UID is 0af3."));

        public Task<FenceOutcome> FenceAsync(FenceOrder order, CancellationToken cancellation) =>
            throw new InvalidOperationException("The recording never began, so that nothing may be stopped.");
    }
}
