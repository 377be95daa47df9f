namespace Primacy.Simulation;

/// <summary>A simulated PostgreSQL server as it truly is.</summary>
sealed class Server(string name, Branch branch)
{
    public string Name { get; } = name;

    public Branch Branch { get; set; } = branch;

    public ulong Lsn { get; set; } = branch.Fork;

    public ulong System { get; set; } = 7501;

    public Mode Mode { get; set; } = Mode.Standby;

    /// <summary>Whether its data directory is a primary's: what it comes back as.</summary>
    public bool IsPrimaryAtHeart { get; set; }

    public long StartedAtMilliseconds { get; set; }

    public bool IsFrozen { get; set; }

    /// <summary>Cut off from the watcher.</summary>
    public bool IsHidden { get; set; }

    /// <summary>Whom a standby is told to follow.</summary>
    public Server? Upstream { get; set; }

    /// <summary>Cut off from its upstream.</summary>
    public bool IsLinkCut { get; set; }

    public ulong? RecoveryEnd { get; set; }

    /// <summary>Whether this postmaster has streamed.</summary>
    public bool WasStreaming { get; set; }

    /// <summary>Whether commits may happen here, now or when it thaws.</summary>
    public bool IsTruePrimary => Mode is Mode.Primary || (Mode is Mode.ShuttingDown && IsPrimaryAtHeart);

    public bool CanStream =>
        Mode is Mode.Standby
        && !IsFrozen
        && !IsLinkCut
        && Upstream is { IsFrozen: false, Mode: Mode.Primary or Mode.Standby or Mode.ShuttingDown } upstream
        && upstream.System == System
        && Branch.CommonEnd(Branch, Lsn, upstream.Branch, upstream.Lsn) == Lsn;

    public void Promote()
    {
        if (Mode is not Mode.Standby || IsFrozen)
            return;
        RecoveryEnd = Lsn;
        Branch = new Branch(Branch, Lsn, Branch.Timeline + 1);
        Lsn += 0x60;
        (Mode, IsPrimaryAtHeart, Upstream) = (Mode.Primary, true, null);
    }

    /// <summary>Comes up as what its data directory says; after a crash with a recovery of its own.</summary>
    public void ComeUp(bool afterCrash, long nowMilliseconds)
    {
        if (Mode is not Mode.StartingUp)
            return;
        StartedAtMilliseconds = nowMilliseconds;
        (WasStreaming, RecoveryEnd) = (false, null);
        Mode = IsPrimaryAtHeart ? Mode.Primary : Mode.Standby;
        if (!IsPrimaryAtHeart)
            return;
        RecoveryEnd = afterCrash ? Lsn : null;
        Lsn += 0x70;
    }

    /// <summary>Becomes a fresh copy of another server, to be started as its standby.</summary>
    public void CloneFrom(Server source)
    {
        (Branch, Lsn, System) = (source.Branch, source.Lsn, source.System);
        (Mode, IsPrimaryAtHeart, Upstream) = (Mode.Down, false, source);
        (IsFrozen, IsLinkCut) = (false, false);
    }
}
