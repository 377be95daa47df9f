using Primacy.Simulation.Truth;

namespace Primacy.Simulation.Actors;

/// <summary>What happens to single servers, and what people do to them afterwards.</summary>
sealed class Hosts(Engine engine, World world, Operators operators, Promotions promotions, Network network)
{
    public IEnumerable<Action> All =>
        [CrashAndReturn, ShutDownSlowly, LoseAVolume, AttachRaw, AttachRaw, Freeze, Repair, Repair, Repair];

    public void Freeze() => network.Vanish(world.Any(world.Servers)!, isFreeze: true, 500, 20_000);

    public void CrashAndReturn()
    {
        if (world.Any(world.Servers.Where(s => s.Mode is Mode.Primary or Mode.Standby)) is not { } server)
            return;
        (server.Mode, server.IsFrozen) = (Mode.Down, false);
        engine.Within(1000, 5000, () => FailOverFrom(server));
        engine.Within(2000, 20_000, () => operators.Start(server, afterCrash: true));
    }

    /// <summary>A smart shutdown: open sessions go on committing while somebody else is promoted.</summary>
    public void ShutDownSlowly()
    {
        if (world.Any(world.Primaries) is not { } old)
            return;
        old.Mode = Mode.ShuttingDown;
        engine.Within(100, 2000, () => FailOverFrom(old));
        engine.Within(5000, 40_000, () => old.Mode = old.Mode is Mode.ShuttingDown ? Mode.Down : old.Mode);
    }

    /// <summary>A member comes back empty: another system at its address.</summary>
    public void LoseAVolume()
    {
        if (!engine.Chance(0.3))
            return;
        var server = world.Any(world.Servers)!;
        server.Mode = Mode.Down;
        server.CloneFrom(
            new Server(engine, "initdb", new Branch(null, 0x1800000, 1))
            {
                System = (ulong)engine.Random.NextInt64(9000, 9_000_000),
            }
        );
        (server.IsPrimaryAtHeart, server.Upstream) = (true, null);
        operators.Start(server, afterCrash: false);
    }

    /// <summary>
    /// A primary too many is stopped and made a standby of another one as it is, without pg_rewind. PostgreSQL streams
    /// when numbers and positions fit, and else says no.
    /// </summary>
    public void AttachRaw()
    {
        if (world.Primaries.OrderBy(s => s.Lsn).ToArray() is not [var former, .. var others] || others.Length == 0)
            return;
        var kept = world.Any(others.Where(former.PassesFor)) ?? others[^1];
        former.Mode = Mode.Down;
        engine.Within(
            200,
            3000,
            () =>
            {
                if (former is not { Mode: Mode.Down, IsPrimaryAtHeart: true } || former.System != kept.System)
                    return;
                if (former.PassesFor(kept))
                    former.AttachRaw(kept, isForkOverwritten: engine.Chance(0.5));
                else
                    (former.IsPrimaryAtHeart, former.Upstream) = (false, kept);
                operators.Start(former, afterCrash: false);
            }
        );
    }

    /// <summary>A person keeps one primary and makes the others its standbys.</summary>
    public void Repair()
    {
        if (world.Any(world.Primaries.Where(s => s.System == 7501)) is not { } kept)
            return;
        foreach (var other in world.Servers.Where(s => s != kept && !s.CanStream))
        {
            other.CloneFrom(kept);
            engine.Within(200, 5000, () => operators.Start(other, afterCrash: false));
        }
    }

    void FailOverFrom(Server old)
    {
        if (engine.Chance(0.7))
            promotions.Repoint(promotions.PromoteAFollowerOf(old));
    }
}
