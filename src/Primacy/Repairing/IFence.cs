using Primacy.Repair;

namespace Primacy.Repairing;

/// <summary>One way to stop a primary that should go.</summary>
internal interface IFence
{
    /// <summary>As people know it: "sql", "pod".</summary>
    string Name { get; }

    FenceEffect Effect { get; }

    /// <summary>Whether it could stop this server. It changes nothing and may be asked often.</summary>
    ValueTask<Offer> OfferAsync(RepairTarget loser, CancellationToken cancellation);

    /// <summary>
    /// Stops it and proves it. It checks the target and what was offered once more, and asks
    /// <see cref="FenceOrder.Objection"/> right before every act; it throws only when cancelled, after which nothing
    /// is known.
    /// </summary>
    Task<FenceOutcome> FenceAsync(FenceOrder order, CancellationToken cancellation);
}
