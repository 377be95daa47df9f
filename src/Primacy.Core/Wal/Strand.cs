using Primacy.Topology;

namespace Primacy.Wal;

/// <summary>
/// The records of one of two servers: the next one to compare and, while the other server is behind, those read ahead
/// of it. These are counted already; they are this server's branch if the two part there.
/// </summary>
sealed class Strand(Lsn start)
{
    /// <summary>What is ahead by more is not counted until the other one has moved.</summary>
    public const int AheadMax = 1 << 18;

    readonly Queue<RecordMark> _marks = new();
    Tally? _ahead;
    Tally? _passed;

    public WalReader Reader { get; } = new(start);

    public bool HasNext => _marks.Count > 0;

    /// <summary>Whether it was read ahead, so that its reader is behind the next record to compare.</summary>
    public bool IsAhead => _ahead is { };

    public bool IsFull => _marks.Count >= AheadMax;

    /// <summary>What was counted ahead of the other one, null when nothing was.</summary>
    public Tally? Ahead => _ahead is { } ahead ? ahead.Without(_passed!, FirstWorkAt) : null;

    DateTimeOffset? FirstWorkAt
    {
        get
        {
            foreach (var mark in _marks)
            {
                if (mark.WorkAt is { } at)
                    return at;
            }
            return null;
        }
    }

    /// <summary>The next record to compare, if the bytes allow.</summary>
    public bool TryPeek(out RecordMark next)
    {
        if (_marks.Count == 0 && Reader.Read() == WalStep.Record)
            _marks.Enqueue(RecordMark.Of(Reader.Current));
        return _marks.TryPeek(out next);
    }

    /// <summary>Goes on behind the next record, which the other one has too.</summary>
    public void Pass(in WalRecord record)
    {
        _ = _marks.Dequeue();
        _passed?.Take(record);
        if (_marks.Count == 0)
            _ahead = _passed = null;
    }

    /// <summary>Reads and counts ahead of the other one, as far as the bytes allow.</summary>
    /// <param name="common">What was counted of both.</param>
    /// <param name="end">The end of the last record they have in common.</param>
    public void ReadAhead(Tally common, Lsn end)
    {
        if (_ahead is null)
        {
            (_ahead, _passed) = (common.Branch(end), common.Branch(end));
            _marks.Clear();
            Mark(Reader.Current, _ahead);
        }
        while (!IsFull && Reader.Read() == WalStep.Record)
            Mark(Reader.Current, _ahead);
    }

    /// <summary>What it has written since a fork before its next record.</summary>
    public Tally Since(Tally common, Lsn fork)
    {
        if (Ahead is { } ahead)
            return ahead;
        var tally = common.Branch(fork);
        tally.Take(Reader.Current);
        return tally;
    }

    void Mark(in WalRecord record, Tally tally)
    {
        var before = tally.Counted.ClientCommits;
        tally.Take(record);
        var counted = tally.Counted;
        var workAt = counted.ClientCommits > before ? counted.LastCommitAt : null;
        _marks.Enqueue(RecordMark.Of(record) with { WorkAt = workAt });
    }
}
