namespace Primacy.Simulation.Truth;

/// <summary>A simulated PostgreSQL server as it truly is.</summary>
sealed class Server
{
    /// <summary>Servers count from an hour before the watcher's noon.</summary>
    const long HourMilliseconds = 3_600_000;

    readonly Engine _engine;
    readonly Dictionary<uint, long> _historiesWritten = [];

    public Server(Engine engine, string name, Branch branch)
    {
        (_engine, Name, Branch, Lsn) = (engine, name, branch, branch.Fork);
        SetClock();
        StartedAtMilliseconds = ClockMilliseconds - engine.Random.NextInt64(0, HourMilliseconds / 2);
        _historiesWritten[branch.Timeline] = StartedAtMilliseconds - engine.Random.NextInt64(0, HourMilliseconds);
    }

    public string Name { get; }

    public Branch Branch { get; set; }

    /// <summary>How far it has received, or written.</summary>
    public ulong Lsn { get; set; }

    public ulong System { get; set; } = 7501;

    public Mode Mode
    {
        get;
        set
        {
            field = value;
            Changed();
        }
    } = Mode.Standby;

    /// <summary>Whether its data directory is a primary's: what it comes back as.</summary>
    public bool IsPrimaryAtHeart
    {
        get;
        set
        {
            field = value;
            Changed();
        }
    }

    public bool IsFrozen
    {
        get;
        set
        {
            field = value;
            OpenSince = _engine.NowMilliseconds;
            Changed();
        }
    }

    /// <summary>Cut off from the watcher.</summary>
    public bool IsHidden
    {
        get;
        set
        {
            field = value;
            OpenSince = _engine.NowMilliseconds;
            Changed();
        }
    }

    /// <summary>Whether clients write to it while it is a primary.</summary>
    public bool HasClients { get; set; }

    /// <summary>How much later it is by its clock than by the world's.</summary>
    public long ClockAheadMilliseconds { get; private set; }

    public long ClockMilliseconds => _engine.NowMilliseconds + HourMilliseconds + ClockAheadMilliseconds;

    /// <summary>When its postmaster was started, by its clock at that time.</summary>
    public long StartedAtMilliseconds { get; private set; }

    /// <summary>When its postmaster was truly started; 0 for those that ran before.</summary>
    public long StartedAtTrueMilliseconds { get; private set; }

    /// <summary>Since when it has been neither frozen nor cut off from the watcher.</summary>
    public long OpenSince { get; private set; }

    /// <summary>Whom a standby is told to follow.</summary>
    public Server? Upstream { get; set; }

    /// <summary>Cut off from its upstream.</summary>
    public bool IsLinkCut { get; set; }

    /// <summary>Since when its replies are lost on their way to the upstream, while WAL still comes.</summary>
    public long? MuteSince { get; set; }

    /// <summary>How much a standby that delays what it received has replayed; null when it does not delay.</summary>
    public Delay? Delay { get; set; }

    public ulong? RecoveryEnd { get; private set; }

    /// <summary>Whether this postmaster has streamed.</summary>
    public bool WasStreaming { get; set; }

    /// <summary>The oldest WAL that it still has.</summary>
    public ulong WalFrom { get; set; }

    /// <summary>The rows of a former branch that it holds though it follows another.</summary>
    public Leftover? Leftover { get; private set; }

    /// <summary>Since when it has truly been a primary without a gap.</summary>
    public long? PrimarySince { get; private set; }

    /// <summary>The times in which it was a primary before.</summary>
    public List<(long From, long To)> Reigns { get; } = [];

    /// <summary>Since when it could be seen to be one without a gap.</summary>
    public long? ClearSince { get; set; }

    /// <summary>Whether commits may happen here, now or when it thaws.</summary>
    public bool IsTruePrimary => Mode is Mode.Primary || (Mode is Mode.ShuttingDown && IsPrimaryAtHeart);

    public bool CanStream =>
        Mode is Mode.Standby
        && !IsFrozen
        && !IsLinkCut
        && Upstream is { IsFrozen: false, Mode: Mode.Primary or Mode.Standby or Mode.ShuttingDown } upstream
        && upstream.System == System
        && Branch.CommonEnd(Branch, Lsn, upstream.Branch, upstream.Lsn) == Lsn;

    /// <summary>When the history file of its timeline was written, by its clock.</summary>
    public long? HistoryWrittenAtMilliseconds =>
        _historiesWritten.TryGetValue(Branch.Timeline, out var written) ? written : null;

    /// <summary>Whether it was a primary at a moment.</summary>
    public bool WasPrimaryAt(long milliseconds) =>
        PrimarySince <= milliseconds || Reigns.Exists(r => r.From <= milliseconds && milliseconds < r.To);

    /// <summary>Most clocks are right to a fraction of a second, some are not, and a few are far off.</summary>
    public void SetClock()
    {
        var offMax = _engine.Random.Next(10) switch
        {
            0 => 50_000,
            1 or 2 => 5000,
            _ => 200,
        };
        ClockAheadMilliseconds = _engine.Random.NextInt64(-offMax, offMax);
    }

    public void Write(ulong bytes)
    {
        Lsn += bytes;
        if (HasClients ? _engine.Chance(0.5) : _engine.Chance(0.1))
            Branch.Add(new(Lsn, HasClients, ClockMilliseconds));
    }

    /// <summary>Takes over what its upstream has.</summary>
    public void Receive(Server upstream)
    {
        (Branch, Lsn) = (upstream.Branch, upstream.Lsn);
        _historiesWritten.TryAdd(Branch.Timeline, ClockMilliseconds);
    }

    public void Promote()
    {
        // What a leftover holds is told of standbys only; promoted, its truth could not be told in one branch.
        if (Mode is not Mode.Standby || IsFrozen || Leftover is not null)
            return;
        RecoveryEnd = Lsn;
        Branch = new Branch(Branch, Lsn, Branch.Timeline + 1) { BornAt = _engine.NowMilliseconds };
        _historiesWritten[Branch.Timeline] = ClockMilliseconds;
        BecomePrimary();
        Lsn += 0x60;
        Mode = Mode.Primary;
    }

    /// <summary>Its standby.signal is gone: it will come up as a primary that knows of no promotion.</summary>
    public void LoseSignalFile()
    {
        Branch = new Branch(Branch, Lsn, Branch.Timeline) { BornAt = _engine.NowMilliseconds };
        BecomePrimary();
    }

    /// <summary>Comes up as what its data directory says; after a crash with a recovery of its own.</summary>
    public void ComeUp(bool afterCrash)
    {
        if (Mode is not Mode.StartingUp)
            return;
        (StartedAtMilliseconds, StartedAtTrueMilliseconds) = (ClockMilliseconds, _engine.NowMilliseconds);
        (WasStreaming, RecoveryEnd) = (false, null);
        Mode = IsPrimaryAtHeart ? Mode.Primary : Mode.Standby;
        if (!IsPrimaryAtHeart)
            return;
        RecoveryEnd = afterCrash ? Lsn : null;
        Lsn += 0x70;
    }

    /// <summary>Becomes a fresh or rewound copy of another server, to be started as its standby.</summary>
    public void CloneFrom(Server source)
    {
        (Branch, Lsn, System, WalFrom) = (source.Branch, source.Lsn, source.System, source.Lsn);
        (Mode, IsPrimaryAtHeart, Upstream, Leftover) = (Mode.Down, false, source, source.Leftover);
        (IsFrozen, IsLinkCut, MuteSince) = (false, false, null);
        _historiesWritten.Clear();
        _historiesWritten[Branch.Timeline] = ClockMilliseconds;
    }

    /// <summary>
    /// Whether PostgreSQL would let it stream from another history without complaint: it looks at the timeline's number
    /// and at positions alone.
    /// </summary>
    public bool PassesFor(Server upstream) =>
        upstream.System == System
        && upstream.Branch.Timeline == Branch.Timeline
        && upstream.Lsn >= Lsn
        && upstream.Leftover is null
        && Leftover is null
        && Branch.CommonEnd(Branch, Lsn, upstream.Branch, upstream.Lsn) < Lsn;

    /// <summary>Is told to follow another history as it is, without a rewind.</summary>
    public void AttachRaw(Server upstream, bool isForkOverwritten)
    {
        Leftover = new(Branch, Lsn, isForkOverwritten ? 0 : Lsn);
        (Branch, Upstream, IsPrimaryAtHeart) = (upstream.Branch, upstream, false);
        (IsLinkCut, MuteSince) = (false, null);
    }

    void BecomePrimary()
    {
        (IsPrimaryAtHeart, Upstream, Delay) = (true, null, null);
        HasClients = _engine.Chance(0.5);
    }

    void Changed()
    {
        if (!IsTruePrimary && PrimarySince is { } since)
            Reigns.Add((since, _engine.NowMilliseconds));
        PrimarySince = IsTruePrimary ? PrimarySince ?? _engine.NowMilliseconds : null;
        ClearSince = this is { Mode: Mode.Primary, IsHidden: false, IsFrozen: false }
            ? ClearSince ?? _engine.NowMilliseconds
            : null;
    }
}
