using Primacy.Topology;

namespace Primacy.Wal;

/// <summary>
/// Counts what transactions a server has committed, and which of them were work of clients, from its records in order.
/// It holds no more than the transactions that are under way.
/// </summary>
public sealed class Tally
{
    /// <summary>More transactions under way than this are not told apart: each that ends then counts as work.</summary>
    public const int OpenMax = 1 << 20;

    static readonly DateTimeOffset Epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    readonly HashSet<uint> _working;
    readonly Lsn _start;
    uint _lastWorking;
    uint? _next;
    bool _isFresh;
    bool _isSaturated;
    long _commits;
    long _clientCommits;
    DateTimeOffset? _firstAt;
    DateTimeOffset? _lastAt;

    /// <param name="start">Where reading begins: what began before it is not known.</param>
    public Tally(Lsn start)
    {
        (_working, _start, From, To) = ([], start, start, start);
    }

    Tally(Tally parent, Lsn fork)
    {
        (_working, _start, From, To) = ([.. parent._working], parent._start, fork, fork);
        (_next, _isFresh, _isSaturated) = (parent._next, parent._isFresh, parent._isSaturated);
    }

    /// <summary>What the whole counted behind its beginning.</summary>
    Tally(Tally whole, Tally beginning, DateTimeOffset? firstAt)
    {
        (_working, _start, From, To) = (whole._working, whole._start, beginning.To, whole.To);
        (_next, _isFresh, _isSaturated) = (whole._next, whole._isFresh, whole._isSaturated);
        (_commits, _clientCommits) = (
            whole._commits - beginning._commits,
            whole._clientCommits - beginning._clientCommits
        );
        if (_clientCommits > 0)
            (_firstAt, _lastAt) = (firstAt, whole._lastAt);
    }

    public Lsn From { get; }

    /// <summary>The end of what was counted.</summary>
    public Lsn To { get; private set; }

    /// <summary>Whether it is known of the transactions to come when they began.</summary>
    public bool IsAnchored => _next is { };

    public BranchTally Counted => new(From, To, _commits, _clientCommits, _firstAt, _lastAt);

    /// <summary>Begins to count anew at a fork, with what is known of the transactions that are under way.</summary>
    public Tally Branch(Lsn fork) => new(this, fork);

    /// <summary>What this counted behind a beginning that was counted by itself; it takes the place of this.</summary>
    /// <param name="beginning">What was counted of the first records.</param>
    /// <param name="firstAt">When the first client committed behind them.</param>
    public Tally Without(Tally beginning, DateTimeOffset? firstAt) => new(this, beginning, firstAt);

    public void Take(in WalRecord record)
    {
        To = record.End;
        if (record.Owner == RecordOwner.Transaction)
        {
            if (TransactionEnd.TryRead(record, out var end))
                Take(end);
        }
        else if (record.Owner is RecordOwner.Log or RecordOwner.Standby)
        {
            if (Anchor.In(record, _start) is { } anchor)
                (_next, _isFresh) = (_next ?? anchor.Next, _isFresh || anchor.IsFresh);
        }
        else if (record.TransactionId is var id and not 0 && id != _lastWorking && ClientWork.IsIn(record))
            Work(id);
    }

    void Work(uint id)
    {
        _lastWorking = id;
        if (_working.Count < OpenMax)
            _working.Add(id);
        else
            _isSaturated = true;
    }

    void Take(in TransactionEnd end)
    {
        _lastWorking = 0;
        var isWork = _isSaturated || !end.IsUnderstood || end.DropsFiles || !IsKnown(end);
        isWork |= _working.Remove(end.TransactionId);
        for (var i = 0; i < end.SubtransactionCount; i++)
            isWork |= _working.Remove(end.Subtransaction(i));
        if (!end.IsCommit)
            return;
        _commits++;
        if (!isWork)
            return;
        _clientCommits++;
        if (end.IsUnderstood && Time(end.At) is { } at)
            (_firstAt, _lastAt) = (_firstAt ?? at, at);
    }

    /// <summary>Whether all that the transaction did was seen. Transactions are numbered in a circle.</summary>
    bool IsKnown(in TransactionEnd end) =>
        (_next is { } next && (int)(end.TransactionId - next) >= 0) || (_isFresh && !end.WasPrepared);

    static DateTimeOffset? Time(long microseconds)
    {
        var ticks = (Int128)microseconds * TimeSpan.TicksPerMicrosecond + Epoch.Ticks;
        return ticks >= DateTimeOffset.MinValue.Ticks && ticks <= DateTimeOffset.MaxValue.Ticks
            ? new DateTimeOffset((long)ticks, TimeSpan.Zero)
            : null;
    }
}
