using Primacy.Simulation.Truth;

namespace Primacy.Simulation.Actors;

/// <summary>What operators and HA managers do when they do it right: none of it may wake anybody.</summary>
sealed class Operators(Engine engine, World world)
{
    public void SwitchOver() => SwitchOver(_ => { });

    /// <summary>A switchover to any standby that is up to it.</summary>
    public void SwitchOver(Action<Server> onPromoted)
    {
        if (world.Primaries.ToArray() is not [var old])
            return;
        if (world.Any(world.FollowersOf(old).Where(s => s.Delay is null)) is { } next)
            SwitchOver(old, next, () => onPromoted(next));
    }

    /// <summary>
    /// The old primary goes down with all it wrote delivered, and only then the next one is promoted.
    /// </summary>
    public void SwitchOver(Server old, Server next, Action onPromoted)
    {
        old.Mode = Mode.ShuttingDown;
        engine.Within(
            100,
            1500,
            () =>
            {
                // A clean shutdown waits until its standbys have everything.
                foreach (var standby in world.FollowersOf(old))
                    standby.Receive(old);
                old.Mode = Mode.Down;
                engine.Within(50, 800, () => TakeOver(old, next, onPromoted));
            }
        );
    }

    void TakeOver(Server old, Server next, Action onPromoted)
    {
        next.Promote();
        next.HasClients = true;
        onPromoted();
        foreach (var other in world.Servers.Where(s => s.Upstream == old && s != next))
            engine.Within(50, 500, () => world.Connect(other, next));
        (old.IsPrimaryAtHeart, old.Upstream) = (false, next);

        // Some managers rewind in any case, which writes the history file anew.
        if (engine.Chance(0.3))
            old.CloneFrom(next);
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

    /// <summary>Somebody sets a server's clock, or its time service steps it.</summary>
    public void SetAClock() => world.Any(world.Servers)!.SetClock();

    /// <summary>What is old enough is removed from pg_wal, as after a checkpoint.</summary>
    public void RemoveOldWal()
    {
        var server = world.Any(world.Servers)!;
        server.WalFrom = Math.Max(server.WalFrom, server.Lsn - (ulong)engine.Random.Next(0, 2000));
    }

    public void Start(Server server, bool afterCrash)
    {
        if (server.Mode is not Mode.Down)
            return;
        server.Mode = Mode.StartingUp;
        engine.Within(100, 1500, () => server.ComeUp(afterCrash));
    }
}
