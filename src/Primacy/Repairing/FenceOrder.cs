using Primacy.Repair;

namespace Primacy.Repairing;

/// <summary>What a fence is told to do.</summary>
/// <param name="Loser">The very server; any other is left alone.</param>
/// <param name="Approved">What was offered when the plan was approved; an offer that differs by now is refused.</param>
/// <param name="Objection">Why nothing may be done at this moment.</param>
internal sealed record FenceOrder(RepairTarget Loser, Offer.Possible Approved, Objection Objection);
