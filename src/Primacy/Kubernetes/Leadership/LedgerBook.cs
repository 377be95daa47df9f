using System.Collections.Immutable;

namespace Primacy.Kubernetes.Leadership;

/// <summary>
/// What the replicas have told: what the Lease says of it, and over it what could not be written there yet.
/// </summary>
internal sealed class LedgerBook
{
    readonly Lock _gate = new();
    ImmutableDictionary<LedgerSubject, LedgerEntry> _unwritten = ImmutableDictionary<LedgerSubject, LedgerEntry>.Empty;

    /// <summary>When what others wrote was first seen, which only our own clock tells.</summary>
    ImmutableDictionary<LedgerSubject, (LedgerEntry Entry, DateTimeOffset At)> _seen = ImmutableDictionary<
        LedgerSubject,
        (LedgerEntry, DateTimeOffset)
    >.Empty;

    /// <summary>What the Lease said when something was noted.</summary>
    ImmutableDictionary<LedgerSubject, LedgerEntry?> _bases = ImmutableDictionary<LedgerSubject, LedgerEntry?>.Empty;

    ImmutableDictionary<LedgerSubject, LedgerEntry> _underway = ImmutableDictionary<LedgerSubject, LedgerEntry>.Empty;
    Ledger _written = Ledger.Empty;

    /// <summary>What was told of a subject; when, by our own clock where others wrote it.</summary>
    public LedgerEntry? Of(LedgerSubject subject)
    {
        lock (_gate)
        {
            var written = _written.Of(subject);
            if (written is not null && _seen.TryGetValue(subject, out var seen) && seen.Entry == written)
                written = written with { At = seen.At };
            return _unwritten.GetValueOrDefault(subject) is { } noted && !noted.YieldsTo(written) ? noted : written;
        }
    }

    public void Note(LedgerEntry entry)
    {
        lock (_gate)
        {
            _unwritten = _unwritten.SetItem(entry.Subject, entry);
            _bases = _bases.SetItem(entry.Subject, _written.Of(entry.Subject));
        }
    }

    /// <summary>Takes what the Lease says, and says whether another replica has written there.</summary>
    /// <param name="read">What it says.</param>
    /// <param name="now">When that came.</param>
    /// <param name="wasInTouch">
    /// Whether it was read shortly before, so that what is new has just been written. Otherwise it is as old as it
    /// says, but never of the future.
    /// </param>
    public bool Take(Ledger read, DateTimeOffset now, bool wasInTouch)
    {
        lock (_gate)
        {
            LedgerEntry[] news = [.. read.Entries.Values.Where(one => _written.Of(one.Subject) != one)];
            var isNews = news.Length > 0 || read.Entries.Count != _written.Entries.Count;
            _written = read;
            _unwritten = _unwritten.RemoveRange(_unwritten.Keys.Where(IsOvertaken).ToArray());
            foreach (var one in news)
                _seen = _seen.SetItem(one.Subject, (one, wasInTouch || one.At > now ? now : one.At));
            _seen = _seen.RemoveRange(_seen.Keys.Where(one => read.Of(one) is null));
            return isNews;
        }
    }

    /// <summary>
    /// Whether another replica has told something since this was noted, which was held up: by a freeze, or for want of
    /// an API server. It may be of an incident that ended long ago, and would hide the one that there is.
    /// </summary>
    bool IsOvertaken(LedgerSubject subject) =>
        _written.Of(subject) is { IsTold: true } told
        && told != _bases.GetValueOrDefault(subject)
        && told.By != _unwritten[subject].By;

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
