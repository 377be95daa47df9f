namespace Primacy.Simulation;

/// <summary>The servers, what clients write, and what streams from whom. It knows the truth.</summary>
sealed class World
{
    const int TickMilliseconds = 100;

    readonly Engine _engine;

    public World(Engine engine, int members)
    {
        _engine = engine;
        var root = new Branch(null, 0x5000, 3);
        Servers = [.. Enumerable.Range(0, members).Select(i => new Server(((char)('a' + i)).ToString(), root))];
        (Servers[0].Mode, Servers[0].IsPrimaryAtHeart) = (Mode.Primary, true);
        foreach (var standby in Servers.Skip(1))
            standby.Upstream = Servers[0];
        engine.After(0, Tick);
    }

    public IReadOnlyList<Server> Servers { get; }

    public IEnumerable<Server> Primaries => Servers.Where(s => s is { Mode: Mode.Primary, IsFrozen: false });

    public IEnumerable<Server> StreamingStandbys => Servers.Where(s => s.CanStream);

    public IEnumerable<Server> FollowersOf(Server upstream) =>
        Servers.Where(s => s.Upstream == upstream && s.CanStream);

    public Server? Any(IEnumerable<Server> among)
    {
        var all = among.ToArray();
        return all.Length == 0 ? null : all[_engine.Random.Next(all.Length)];
    }

    void Tick()
    {
        foreach (var primary in Servers.Where(s => s.IsTruePrimary && !s.IsFrozen))
        {
            if (_engine.Chance(0.4))
                primary.Lsn += (ulong)_engine.Random.Next(1, 200);
        }
        foreach (var standby in StreamingStandbys)
        {
            standby.WasStreaming = true;
            standby.Branch = standby.Upstream!.Branch;
            if (_engine.Chance(0.8))
                standby.Lsn = standby.Upstream.Lsn;
        }
        _engine.After(TickMilliseconds, Tick);
    }
}
