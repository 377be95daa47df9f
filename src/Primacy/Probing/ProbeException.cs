using Primacy.Topology;

namespace Primacy.Probing;

/// <summary>A failure whose kind is known where it happens, on its way to becoming the outcome of a probe.</summary>
/// <param name="failure">The kind.</param>
/// <param name="detail">What happened, in words for people; never a secret.</param>
internal sealed class ProbeException(ProbeFailure failure, string detail) : Exception(detail)
{
    public ProbeFailure Failure { get; } = failure;
}
