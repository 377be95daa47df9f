using System.Collections.Concurrent;
using Primacy.Incidents;

namespace Primacy.Kubernetes.Leadership;

/// <summary>
/// Which incidents this replica has seen to end. What was told before belongs to none that began after that, even
/// where nobody has told of the end yet: a second split within a minute would be taken for the first, and be silent.
/// </summary>
internal sealed class SeenEnds
{
    readonly ConcurrentDictionary<LedgerSubject, End> _ends = new();

    /// <summary>An incident has ended, of which this is known to be told.</summary>
    public void Note(LedgerSubject subject, Incident over, LedgerEntry? entry)
    {
        var at = over.ResolvedAt ?? over.LastSeen;
        if (!_ends.TryGetValue(subject, out var known) || known.At < at)
            _ends[subject] = new End(over.Key, at, TurnRule.KeyOf(entry, over));
    }

    /// <summary>What was told of an incident; null when it was told of an earlier one.</summary>
    public LedgerEntry? Of(LedgerSubject subject, Incident incident, LedgerEntry? entry) =>
        entry is { IsOver: false }
        && _ends.TryGetValue(subject, out var end)
        && entry.At < end.At
        && incident.Since >= end.At
            ? null
            : entry;

    /// <summary>The key that was known when an incident ended, once what is told is of a later one.</summary>
    public string? KeyOf(LedgerSubject subject, Incident incident, LedgerEntry? entry) =>
        entry is { IsOver: false }
        && _ends.TryGetValue(subject, out var end)
        && end.Incident == incident.Key
        && entry.At >= end.At
            ? end.Key
            : null;

    sealed record End(string Incident, DateTimeOffset At, string Key);
}
