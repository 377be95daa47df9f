using Primacy.Topology;

namespace Primacy.Claims;

/// <summary>Somebody who manages the cluster and can be asked what it takes each server for.</summary>
internal interface IClaimSource : IAsyncDisposable
{
    /// <summary>
    /// What it says now. Whatever goes wrong out there is a claim with a fault; one question at a time.
    /// </summary>
    Task<Claim> AskAsync(CancellationToken cancellation);
}
