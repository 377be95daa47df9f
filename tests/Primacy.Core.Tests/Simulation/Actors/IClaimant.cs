using Primacy.Topology;

namespace Primacy.Simulation.Actors;

/// <summary>What a manager of high availability answers when it is asked.</summary>
interface IClaimant
{
    /// <summary>What it says now; the one who asks notes when the answer came.</summary>
    Claim Claim();
}
