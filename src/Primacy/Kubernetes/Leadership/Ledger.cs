using System.Collections.Immutable;

namespace Primacy.Kubernetes.Leadership;

/// <summary>
/// What all replicas together have told. It lies in an annotation of the Lease, so that nothing else need be made for
/// it, and who writes it proves with the same request that nobody else has written since.
/// </summary>
internal sealed record Ledger(ImmutableDictionary<LedgerSubject, LedgerEntry> Entries)
{
    /// <summary>An annotation may have 256 KiB, and an entry has less than 400 bytes.</summary>
    const int CountMax = 400;

    /// <summary>For how long replicas that see an end later than the first can find that it was told.</summary>
    static readonly TimeSpan EndsKept = TimeSpan.FromHours(1);

    /// <summary>Of a cluster that nobody watches any more no end is told.</summary>
    static readonly TimeSpan OpenKept = TimeSpan.FromDays(30);

    public static Ledger Empty { get; } = new(ImmutableDictionary<LedgerSubject, LedgerEntry>.Empty);

    public LedgerEntry? Of(LedgerSubject subject) => Entries.GetValueOrDefault(subject);

    /// <summary>With entries that came later; who is going to tell what another has told yields.</summary>
    public Ledger With(IEnumerable<LedgerEntry> later, DateTimeOffset now)
    {
        var all = Entries;
        foreach (var entry in later)
        {
            if (!entry.YieldsTo(all.GetValueOrDefault(entry.Subject)))
                all = all.SetItem(entry.Subject, entry);
        }
        return all == Entries ? this : new Ledger(Trimmed(all, now));
    }

    static ImmutableDictionary<LedgerSubject, LedgerEntry> Trimmed(
        ImmutableDictionary<LedgerSubject, LedgerEntry> all,
        DateTimeOffset now
    )
    {
        var old = all.Values.Where(one => now - one.At > (one.IsOver ? EndsKept : OpenKept));
        var kept = all.RemoveRange(old.Select(one => one.Subject));
        var excess = kept
            .Values.OrderByDescending(one => one.IsOver)
            .ThenBy(one => one.At)
            .Take(Math.Max(0, kept.Count - CountMax));
        return kept.RemoveRange(excess.Select(one => one.Subject));
    }
}
