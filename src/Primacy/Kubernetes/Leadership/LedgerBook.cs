using System.Collections.Immutable;

namespace Primacy.Kubernetes.Leadership;

/// <summary>
/// What the replicas have told: what the Lease says of it, and over it what could not be written there yet.
/// </summary>
internal sealed class LedgerBook
{
    readonly Lock _gate = new();
    ImmutableDictionary<LedgerSubject, LedgerEntry> _unwritten = ImmutableDictionary<LedgerSubject, LedgerEntry>.Empty;

    ImmutableDictionary<LedgerSubject, LedgerEntry> _underway = ImmutableDictionary<LedgerSubject, LedgerEntry>.Empty;
    Ledger _written = Ledger.Empty;

    public LedgerEntry? Of(LedgerSubject subject)
    {
        lock (_gate)
        {
            var written = _written.Of(subject);
            return _unwritten.GetValueOrDefault(subject) is { } noted && !noted.YieldsTo(written) ? noted : written;
        }
    }

    public void Note(LedgerEntry entry)
    {
        lock (_gate)
            _unwritten = _unwritten.SetItem(entry.Subject, entry);
    }

    /// <summary>Takes what the Lease says, and says whether another replica has written there.</summary>
    public bool Take(Ledger read)
    {
        lock (_gate)
        {
            var isNews =
                read.Entries.Count != _written.Entries.Count
                || read.Entries.Any(one => _written.Of(one.Key) != one.Value);
            _written = read;
            return isNews;
        }
    }

    /// <summary>What the Lease should say; the ledger that was read when there is nothing to add.</summary>
    public Ledger Wanted(DateTimeOffset now)
    {
        lock (_gate)
        {
            _underway = _unwritten;
            return _written.With(_unwritten.Values, now);
        }
    }

    /// <summary>What was last wanted is written now; what was noted meanwhile stays.</summary>
    public void Wrote(Ledger ledger)
    {
        lock (_gate)
        {
            _written = ledger;
            _unwritten = _unwritten.RemoveRange(
                _underway.Where(one => _unwritten.GetValueOrDefault(one.Key) == one.Value).Select(one => one.Key)
            );
        }
    }
}
