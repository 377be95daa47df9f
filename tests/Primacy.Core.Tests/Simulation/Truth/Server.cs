namespace Primacy.Simulation.Truth;

/// <summary>A simulated PostgreSQL server as it truly is.</summary>
sealed class Server
{
    readonly Engine _engine;
    readonly Dictionary<uint, long> _historiesWritten = [];

    public Server(Engine engine, string name, Branch branch)
    {
        (_engine, Name, Branch, Lsn) = (engine, name, branch, branch.Fork);
        ClockAheadMilliseconds = engine.Random.NextInt64(0, 600_000);
        StartedAtMilliseconds = ClockMilliseconds;
        _historiesWritten[branch.Timeline] = ClockMilliseconds - 1000;
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
            Changed();
        }
    }

    /// <summary>Whether clients write to it while it is a primary.</summary>
    public bool HasClients { get; set; }

    /// <summary>How much later it is by its clock than by the world's.</summary>
    public long ClockAheadMilliseconds { get; set; }

    public long ClockMilliseconds => _engine.NowMilliseconds + ClockAheadMilliseconds;

    /// <summary>When its postmaster was started, by its clock at that time.</summary>
    public long StartedAtMilliseconds { get; private set; }

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

    /// <summary>
    /// The rows of a former branch that it holds though it follows another; null when there are none.
    /// </summary>
    public Stray? Stray { get; private set; }

    /// <summary>Since when it has truly been a primary without a gap.</summary>
    public long? PrimarySince { get; private set; }

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
        // What a stray holds is told of standbys only; promoted, its truth could not be told in one branch.
        if (Mode is not Mode.Standby || IsFrozen || Stray is not null)
            return;
        RecoveryEnd = Lsn;
        Branch = new Branch(Branch, Lsn, Branch.Timeline + 1);
        _historiesWritten[Branch.Timeline] = ClockMilliseconds;
        BecomePrimary();
        Lsn += 0x60;
        Mode = Mode.Primary;
    }

    /// <summary>Its standby.signal is gone: it will come up as a primary that knows of no promotion.</summary>
    public void LoseSignalFile()
    {
        Branch = new Branch(Branch, Lsn, Branch.Timeline);
        BecomePrimary();
    }

    /// <summary>Comes up as what its data directory says; after a crash with a recovery of its own.</summary>
    public void ComeUp(bool afterCrash)
    {
        if (Mode is not Mode.StartingUp)
            return;
        StartedAtMilliseconds = ClockMilliseconds;
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
        (Mode, IsPrimaryAtHeart, Upstream, Stray) = (Mode.Down, false, source, source.Stray);
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
        && upstream.Stray is null
        && Stray is null
        && Branch.CommonEnd(Branch, Lsn, upstream.Branch, upstream.Lsn) < Lsn;

    /// <summary>Is told to follow another history as it is, without a rewind.</summary>
    public void AttachRaw(Server upstream, bool isForkOverwritten)
    {
        Stray = new(Branch, Lsn, isForkOverwritten ? 0 : Lsn);
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
        PrimarySince = IsTruePrimary ? PrimarySince ?? _engine.NowMilliseconds : null;
        ClearSince = this is { Mode: Mode.Primary, IsHidden: false, IsFrozen: false }
            ? ClearSince ?? _engine.NowMilliseconds
            : null;
    }
}
