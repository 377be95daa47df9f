using System.Collections.Immutable;

namespace Primacy.Kubernetes.Leadership;

/// <summary>
/// Which replicas there are. Each counts on in the Lease for as long as it lives, so that while the API server is away
/// all know in which order they speak up.
/// </summary>
/// <param name="Beats">How far each of them has counted, as the Lease says.</param>
internal sealed record Roster(ImmutableSortedDictionary<string, long> Beats)
{
    /// <summary>Who has counted no further for as many leases is not there any more.</summary>
    const int LeasesMost = 3;

    public static Roster Empty { get; } = new(ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal));

    /// <summary>When each was first seen to have counted as far, by a clock of our own.</summary>
    ImmutableDictionary<string, TimeSpan> SeenAt { get; init; } = ImmutableDictionary<string, TimeSpan>.Empty;

    /// <summary>What the Lease says now; how long it has said so of each is kept.</summary>
    public Roster Read(ImmutableSortedDictionary<string, long> beats, TimeSpan now) =>
        new(beats)
        {
            SeenAt = beats.ToImmutableDictionary(
                one => one.Key,
                one => Beats.TryGetValue(one.Key, out var before) && before == one.Value ? SeenAt[one.Key] : now
            ),
        };

    /// <summary>Whether it is time to count on.</summary>
    public bool IsDue(string identity, TimeSpan duration, TimeSpan now) =>
        !SeenAt.TryGetValue(identity, out var at) || now - at >= duration;

    /// <summary>What the Lease is to say: this replica counts on, and who is not there any more is left out.</summary>
    /// <param name="identity">Who counts.</param>
    /// <param name="duration">How long a lease lasts.</param>
    /// <param name="asOf">When all could last count.</param>
    public ImmutableSortedDictionary<string, long> Next(string identity, TimeSpan duration, TimeSpan asOf) =>
        Beats
            .RemoveRange(Beats.Keys.Where(one => one != identity && !IsThere(one, duration, asOf)))
            .SetItem(identity, Beats.GetValueOrDefault(identity) + 1);

    /// <summary>How many come before a replica.</summary>
    /// <param name="identity">The replica.</param>
    /// <param name="holder">Who holds the Lease, and comes first.</param>
    /// <param name="duration">How long a lease lasts.</param>
    /// <param name="asOf">When all could last count: nothing is known of later.</param>
    public int Rank(string identity, string holder, TimeSpan duration, TimeSpan asOf) =>
        identity == holder
            ? 0
            : 1
                + Beats.Keys.Count(one =>
                    one != holder && string.CompareOrdinal(one, identity) < 0 && IsThere(one, duration, asOf)
                );

    bool IsThere(string identity, TimeSpan duration, TimeSpan now) => now - SeenAt[identity] < LeasesMost * duration;
}
