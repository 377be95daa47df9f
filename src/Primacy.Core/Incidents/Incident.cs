using Primacy.Analysis;

namespace Primacy.Incidents;

/// <summary>
/// A verdict over time. One incident stands for one code of one cluster from its first sight to its end.
/// </summary>
public sealed record Incident
{
    /// <summary>How a key ends: with the moment at which its watcher first saw it, in UTC.</summary>
    public const string KeyTimeFormat = "yyyyMMdd'T'HHmmss.fff'Z'";

    /// <summary>
    /// The same for every notification of this incident, across restarts; receivers de-duplicate by it.
    /// </summary>
    public required string Key { get; init; }

    public required string Cluster { get; init; }

    /// <summary>The newest verdict that kept it open.</summary>
    public required Verdict Verdict { get; init; }

    public VerdictCode Code => Verdict.Code;

    public required IncidentPhase Phase { get; init; }

    /// <summary>When its condition was first seen.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When people were first told; null while pending.</summary>
    public DateTimeOffset? FiredAt { get; init; }

    /// <summary>When its condition was last seen to hold, or could not be excluded.</summary>
    public required DateTimeOffset LastSeen { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>
    /// For how long it has been observed to hold while it is pending, or to be gone while it fires: what its waiting
    /// time is compared with. It is not the time since then, of which a watcher that was down or frozen, or whose clock
    /// was set, has seen less.
    /// </summary>
    public TimeSpan Observed { get; init; }

    /// <summary>
    /// A clock that is set back leaves times in the future, which people would read. It was never last seen before it
    /// was first seen.
    /// </summary>
    internal Incident NotAfter(DateTimeOffset now) =>
        LastSeen > now ? this with { Since = Since > now ? now : Since, LastSeen = now } : this;
}
