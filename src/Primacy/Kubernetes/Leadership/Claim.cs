using Primacy.Incidents;

namespace Primacy.Kubernetes.Leadership;

/// <summary>A lane asks whether it may tell now.</summary>
internal sealed record Claim(string Receiver, IncidentEvent News)
{
    readonly TaskCompletionSource<bool> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<bool> Answer => _answer.Task;

    /// <summary>
    /// Whether the Lease says now that this replica is about to tell, or that it need not; false when that was settled
    /// before.
    /// </summary>
    public bool Settle(bool isOurs) => _answer.TrySetResult(isOurs);
}
