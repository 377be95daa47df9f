namespace Primacy.Simulation;

/// <summary>What operators and HA managers do when they do it right: none of it may wake anybody.</summary>
sealed class Operators(Engine engine, World world)
{
    public void SwitchOver()
    {
        if (world.Primaries.ToArray() is not [var old] || world.Any(world.FollowersOf(old)) is not { } next)
            return;
        old.Mode = Mode.ShuttingDown;
        engine.Within(
            100,
            1500,
            () =>
            {
                old.Mode = Mode.Down;

                // A clean shutdown waits until its standbys have everything.
                foreach (var standby in world.Servers.Where(s => s.Upstream == old && s.Mode is Mode.Standby))
                    (standby.Branch, standby.Lsn) = (old.Branch, old.Lsn);
                engine.Within(50, 800, () => TakeOver(old, next));
            }
        );
    }

    void TakeOver(Server old, Server next)
    {
        next.Promote();
        foreach (var other in world.Servers.Where(s => s.Upstream == old && s != next))
            engine.Within(50, 500, () => other.Upstream = next);
        (old.IsPrimaryAtHeart, old.Upstream) = (false, next);
        engine.Within(100, 1000, () => Start(old, afterCrash: false));
    }

    public void RestartAny()
    {
        var server = world.Any(world.Servers.Where(s => s.Mode is Mode.Primary or Mode.Standby && !s.IsFrozen));
        if (server is null)
            return;
        server.Mode = Mode.ShuttingDown;
        engine.Within(
            100,
            1500,
            () =>
            {
                server.Mode = Mode.Down;
                engine.Within(300, 4000, () => Start(server, afterCrash: false));
            }
        );
    }

    /// <summary>A standby is thrown away and copied anew.</summary>
    public void Clone()
    {
        if (world.Primaries.ToArray() is not [var primary] || world.Any(world.FollowersOf(primary)) is not { } standby)
            return;
        standby.Mode = Mode.Down;
        engine.Within(
            2000,
            20_000,
            () =>
            {
                if (primary.Mode is not Mode.Primary || standby.Mode is not Mode.Down)
                    return;
                standby.CloneFrom(primary);
                Start(standby, afterCrash: false);
            }
        );
    }

    public void Start(Server server, bool afterCrash)
    {
        if (server.Mode is not Mode.Down)
            return;
        server.Mode = Mode.StartingUp;
        engine.Within(100, 1500, () => server.ComeUp(afterCrash, engine.NowMilliseconds));
    }
}
