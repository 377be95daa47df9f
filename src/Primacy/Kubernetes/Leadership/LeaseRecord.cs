using System.Collections.Immutable;

namespace Primacy.Kubernetes.Leadership;

/// <summary>What the Lease says.</summary>
internal sealed record LeaseRecord
{
    /// <summary>Who holds it; empty when it was given back.</summary>
    public string Holder { get; init; } = "";

    public TimeSpan Duration { get; init; } = LeadershipOptions.DurationDefault;

    /// <summary>By the holder's clock: others only see that it changes.</summary>
    public DateTime? RenewedAt { get; init; }

    public DateTime? AcquiredAt { get; init; }

    /// <summary>How often it went from one holder to another.</summary>
    public int Transitions { get; init; }

    public Ledger Ledger { get; init; } = Ledger.Empty;

    /// <summary>Which replicas there are, and how far each has counted.</summary>
    public ImmutableSortedDictionary<string, long> Replicas { get; init; } = Roster.Empty.Beats;

    /// <summary>What the replicas share besides, as <see cref="ISharedNote"/> writes it; null for nothing.</summary>
    public string? Shared { get; init; }

    /// <summary>Which of its versions this is: it is replaced only while it still is that one.</summary>
    public string? Version { get; init; }

    /// <summary>Whether nobody has renewed it since; what is written beside does not count.</summary>
    public bool IsSameRenewal(LeaseRecord other) =>
        Holder == other.Holder && RenewedAt == other.RenewedAt && Transitions == other.Transitions;
}
