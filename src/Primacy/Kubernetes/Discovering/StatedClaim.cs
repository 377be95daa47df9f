using Primacy.Kubernetes.Objects;
using Primacy.Topology;

namespace Primacy.Kubernetes.Discovering;

/// <summary>A claim before anybody has said as of when it holds.</summary>
/// <param name="Claim">The claim, without its time.</param>
/// <param name="From">The kind of object it was read from: it is as fresh as that is watched.</param>
/// <param name="Renewal">What must change for it to stay fresh; null when it holds until it is changed.</param>
internal sealed record StatedClaim(Claim Claim, ObjectKind From, string? Renewal);
