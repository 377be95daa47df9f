namespace Primacy.Simulation.Truth;

/// <summary>The servers, what clients write, and what streams from whom. It knows the truth.</summary>
sealed class World
{
    const int TickMilliseconds = 100;

    readonly Engine _engine;
    readonly Server[] _servers;
    readonly List<Ghost> _ghosts = [];

    public World(Engine engine, int members)
    {
        _engine = engine;
        var root = new Branch(null, 0x5000, 3);
        _servers =
        [
            .. Enumerable.Range(0, members).Select(i => new Server(engine, ((char)('a' + i)).ToString(), root)),
        ];
        var primary = _servers[0];
        (primary.Mode, primary.IsPrimaryAtHeart, primary.HasClients) = (Mode.Primary, true, true);
        for (var i = 1; i < members; i++)
        {
            // Some stream from another standby, and some are told to lag.
            _servers[i].Upstream = i > 1 && engine.Chance(0.15) ? _servers[engine.Random.Next(1, i)] : primary;
            _servers[i].Delay = engine.Chance(0.1) ? new Delay(engine.Random.NextInt64(1000, 20_000)) : null;
        }
        HasReplicationRight = engine.Chance(0.8);
        engine.Every(TickMilliseconds, Tick);
    }

    public IReadOnlyList<Server> Servers => _servers;

    /// <summary>Whether the watcher's role may read WAL and histories.</summary>
    public bool HasReplicationRight { get; }

    public IEnumerable<Server> Primaries => _servers.Where(s => s is { Mode: Mode.Primary, IsFrozen: false });

    public IEnumerable<Server> Standbys => _servers.Where(s => s.Mode is Mode.Standby);

    public IEnumerable<Server> StreamingStandbys => _servers.Where(s => s.CanStream);

    public IEnumerable<Server> FollowersOf(Server upstream) =>
        _servers.Where(s => s.Upstream == upstream && s.CanStream);

    public Server? Any(IEnumerable<Server> among) => _engine.Any(among);

    /// <summary>Whether a standby says that it streams, be it that it has not noticed that it does not.</summary>
    public bool SaysThatItStreams(Server standby) =>
        standby.CanStream || _ghosts.Exists(g => g.Standby == standby && g.IsSeenByStandby);

    /// <summary>Whom an upstream lists as streaming from it, and for how long each has been silent.</summary>
    public IEnumerable<(Server Standby, long SilentMilliseconds)> ListedBy(Server upstream)
    {
        foreach (var standby in _servers)
        {
            if (standby.Upstream == upstream && standby.CanStream)
                yield return (standby, _engine.NowMilliseconds - (standby.MuteSince ?? _engine.NowMilliseconds));
            else if (
                _ghosts.Find(g => g.Standby == standby && g.Upstream == upstream) is { IsSeenByUpstream: true } ghost
            )
                yield return (standby, _engine.NowMilliseconds - ghost.SinceMilliseconds);
        }
    }

    /// <summary>Cuts a standby off from its upstream; silently when neither end is told.</summary>
    public void Cut(Server standby, bool isSilent)
    {
        if (isSilent && standby is { CanStream: true, Upstream: { } upstream })
        {
            var ghost = new Ghost(upstream, standby, _engine.NowMilliseconds);
            _ghosts.Add(ghost);
            _engine.Within(5000, 60_000, () => _ghosts.Remove(ghost));
        }
        standby.IsLinkCut = true;
    }

    /// <summary>Connects a standby, with the one it followed or with another.</summary>
    public void Connect(Server standby, Server? upstream)
    {
        _ghosts.RemoveAll(g => g.Standby == standby);
        (standby.Upstream, standby.IsLinkCut, standby.MuteSince) = (upstream, false, null);
    }

    void Tick()
    {
        foreach (var server in _servers)
        {
            if (server is { IsTruePrimary: true, IsFrozen: false } && _engine.Chance(0.4))
                server.Write((ulong)_engine.Random.Next(1, 200));
        }
        foreach (var standby in _servers)
        {
            if (standby is not { Mode: Mode.Standby, CanStream: true })
                continue;
            standby.WasStreaming = true;
            if (_engine.Chance(0.8))
                standby.Receive(standby.Upstream!);
            standby.Delay?.Receive(_engine.NowMilliseconds, standby.Lsn);
        }
    }
}
