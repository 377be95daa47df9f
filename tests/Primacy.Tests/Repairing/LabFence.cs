using Primacy.Lab;
using Primacy.Repair;
using Primacy.Repairing;

namespace Primacy.Tests.Repairing;

/// <summary>Really shuts a server of the lab down, as an operator does.</summary>
sealed class LabFence(LabCluster lab) : IFence
{
    /// <summary>Runs in the midst of a step, after the last moment at which it could have been refused.</summary>
    public Func<Task> InTheMidst { get; set; } = () => Task.CompletedTask;

    /// <summary>Ends what happens in the midst.</summary>
    public CancellationToken Cancellation { get; private set; }

    /// <summary>What the fence was asked to stop, by name.</summary>
    public List<string> Stopped { get; } = [];

    public string Name => "stop";

    public FenceEffect Effect => FenceEffect.EndsServer;

    public ValueTask<Offer> OfferAsync(RepairTarget loser, CancellationToken cancellation) =>
        new(new Offer.Possible($"Shuts {loser.Instance} down.", ""));

    public async Task<FenceOutcome> FenceAsync(FenceOrder order, CancellationToken cancellation)
    {
        Cancellation = cancellation;
        await InTheMidst();
        if (order.Objection() is { } objection)
            return new FenceOutcome.Refused(objection);
        Stopped.Add(order.Loser.Instance.Name);
        await lab.StopAsync(NumberOf(order.Loser), cancellation);
        return new FenceOutcome.Fenced($"{order.Loser.Instance} was shut down and refuses connections.");
    }

    int NumberOf(RepairTarget target) => lab.Instances.Single(instance => instance.Port == target.Port).Number;
}
