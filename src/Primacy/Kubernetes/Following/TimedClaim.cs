using Primacy.Kubernetes.Objects;
using Primacy.Topology;

namespace Primacy.Kubernetes.Following;

/// <summary>A claim and what says as of when it holds.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="Preset">By whose watches it was seen.</param>
/// <param name="From">The kind of object it was read from.</param>
/// <param name="RenewedAt">When it was renewed last; null for one that holds until it is changed.</param>
internal sealed record TimedClaim(Claim Claim, PresetCells Preset, ObjectKind From, DateTimeOffset? RenewedAt)
{
    /// <summary>So that a claim is not another one with every look.</summary>
    static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    /// <summary>The claim as of when it held for certain; null when nobody can tell.</summary>
    public Claim? Now
    {
        get
        {
            if (RenewedAt is { } renewed)
                return Claim with { At = renewed };
            // A connection that has died passes for a silent one until a ping has gone unanswered.
            return Preset.HeardAt(From) is { } heard
                ? Claim with
                {
                    At = Floor(heard - KubernetesConnection.SilenceMost),
                }
                : null;
        }
    }

    static DateTimeOffset Floor(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % Step.Ticks), TimeSpan.Zero);
}
