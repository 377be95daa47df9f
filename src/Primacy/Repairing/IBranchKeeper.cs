using Primacy.Repair;
using Primacy.Topology;

namespace Primacy.Repairing;

/// <summary>Keeps what a primary that should go has written since the fork, so that nothing is lost with it.</summary>
internal interface IBranchKeeper
{
    /// <summary>
    /// Whether its WAL could be recorded from the fork on: rights, whether it still has it, room on our disk.
    /// </summary>
    ValueTask<Offer> OfferAsync(RepairTarget loser, Lsn fork, CancellationToken cancellation);

    /// <summary>
    /// Begins to record. It returns once the first bytes are durable, and records beside the caller until it is
    /// complete or disposed of.
    /// </summary>
    Task<BranchStart> StartAsync(RepairTarget loser, Lsn fork, CancellationToken cancellation);
}
