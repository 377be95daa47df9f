namespace Primacy.Forensics;

/// <summary>
/// Where to begin reading so that both servers still agree: at the segment where they are thought to have parted, then
/// further and further back, but not before what is still there. Segments are counted from the start of WAL. Pure.
/// </summary>
/// <param name="first">The segment to begin with.</param>
/// <param name="last">The last one that both have.</param>
internal sealed class SegmentSearch(long first, long last)
{
    long _removed = -1;
    long _step = 1;
    long? _read;

    /// <summary>The one to begin with; null when there is no other to try.</summary>
    public long? Candidate { get; private set; } = Math.Min(first, last);

    /// <summary>They had parted before it, or too little was seen of what came before they did.</summary>
    public void GoBack()
    {
        _read = Candidate;
        var back = Math.Max((_read ?? 0) - _step, _removed + 1);
        _step *= 2;
        Candidate = back < _read ? back : null;
    }

    /// <summary>It is not there any more, with one of them.</summary>
    public void IsRemoved()
    {
        _removed = Candidate ?? _removed;
        // Before anything was read the newest is tried, then what lies between it and what is gone.
        var next = _read is { } read ? _removed + (read - _removed + 1) / 2 : last;
        Candidate = next > _removed && next < (_read ?? long.MaxValue) ? next : null;
    }
}
