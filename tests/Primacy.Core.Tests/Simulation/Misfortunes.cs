namespace Primacy.Simulation;

/// <summary>What goes wrong: promotions without a fence, partitions, crashes, frozen hosts, lost volumes.</summary>
sealed class Misfortunes(Engine engine, World world, Operators operators)
{
    public void Strike()
    {
        var all = All();
        all[engine.Random.Next(all.Length)]();
    }

    Action[] All() =>
        [
            operators.SwitchOver,
            operators.RestartAny,
            PromoteBehindTheBack,
            PromoteBehindTheBack,
            FailOverUnfenced,
            FailOverUnfenced,
            PromoteTwins,
            CrashAndReturn,
            ShutDownSlowly,
            Hide,
            Freeze,
            CutALink,
            LoseAVolume,
            Repair,
            Repair,
            Repair,
        ];

    void PromoteBehindTheBack()
    {
        var next = world.Any(world.Servers.Where(s => s.Mode is Mode.Standby));
        next?.Promote();
        Repoint(next);
    }

    /// <summary>
    /// The primary freezes or is cut off, somebody else is promoted, and it comes back as if nothing had been.
    /// </summary>
    void FailOverUnfenced()
    {
        if (world.Any(world.Primaries) is not { } old)
            return;
        var isFreeze = engine.Chance(0.5);
        Vanish(old, isFreeze, 5000, 30_000);
        foreach (var standby in world.Servers.Where(s => s.Upstream == old))
            standby.IsLinkCut = true;
        engine.Within(
            1000,
            6000,
            () =>
            {
                var next = world.Any(world.Servers.Where(s => s.Mode is Mode.Standby && s.Upstream == old));
                next?.Promote();
                Repoint(next);
            }
        );
    }

    void PromoteTwins()
    {
        if (world.Any(world.Primaries) is not { } old)
            return;
        old.Mode = Mode.Down;
        engine.Within(
            1000,
            6000,
            () =>
            {
                foreach (var twin in world.Servers.Where(s => s.Mode is Mode.Standby && s.Upstream == old).Take(2))
                    twin.Promote();
            }
        );
        engine.Within(10_000, 30_000, () => operators.Start(old, afterCrash: true));
    }

    void CrashAndReturn()
    {
        if (world.Any(world.Servers.Where(s => s.Mode is Mode.Primary or Mode.Standby)) is not { } server)
            return;
        (server.Mode, server.IsFrozen) = (Mode.Down, false);
        engine.Within(1000, 5000, () => Repoint(PromoteAFollowerOf(server)));
        engine.Within(2000, 20_000, () => operators.Start(server, afterCrash: true));
    }

    /// <summary>A smart shutdown: open sessions go on committing while somebody else is promoted.</summary>
    void ShutDownSlowly()
    {
        if (world.Any(world.Primaries) is not { } old)
            return;
        old.Mode = Mode.ShuttingDown;
        engine.Within(100, 2000, () => Repoint(PromoteAFollowerOf(old)));
        engine.Within(5000, 40_000, () => old.Mode = old.Mode is Mode.ShuttingDown ? Mode.Down : old.Mode);
    }

    void Hide() => Vanish(world.Any(world.Servers)!, isFreeze: false, 500, 20_000);

    void Freeze() => Vanish(world.Any(world.Servers)!, isFreeze: true, 500, 20_000);

    void CutALink()
    {
        if (world.Any(world.StreamingStandbys) is not { } standby)
            return;
        standby.IsLinkCut = true;
        engine.Within(500, 40_000, () => standby.IsLinkCut = false);
    }

    /// <summary>A member comes back empty: another system at its address.</summary>
    void LoseAVolume()
    {
        if (!engine.Chance(0.3) || world.Any(world.Servers) is not { } server)
            return;
        server.Mode = Mode.Down;
        server.CloneFrom(
            new Server("initdb", new Branch(null, 0x1800000, 1))
            {
                System = (ulong)engine.Random.NextInt64(9000, 9_000_000),
            }
        );
        (server.IsPrimaryAtHeart, server.Upstream) = (true, null);
        operators.Start(server, afterCrash: false);
    }

    /// <summary>A person keeps one primary and makes the others its standbys.</summary>
    void Repair()
    {
        var kept = world.Any(world.Primaries.Where(s => s.System == 7501));
        if (kept is null)
            return;
        foreach (var other in world.Servers.Where(s => s != kept && !s.CanStream))
        {
            other.CloneFrom(kept);
            engine.Within(200, 5000, () => operators.Start(other, afterCrash: false));
        }
    }

    Server? PromoteAFollowerOf(Server old)
    {
        var next = world.Any(world.Servers.Where(s => s.Mode is Mode.Standby && s.Upstream == old));
        if (next is null || !engine.Chance(0.7))
            return null;
        next.Promote();
        return next;
    }

    /// <summary>Some of the others follow a new primary, as managers make them.</summary>
    void Repoint(Server? next)
    {
        if (next is not { Mode: Mode.Primary })
            return;
        foreach (var other in world.Servers.Where(s => s.Mode is Mode.Standby && s != next))
        {
            if (engine.Chance(0.6))
                engine.Within(50, 2000, () => (other.Upstream, other.IsLinkCut) = (next, false));
        }
    }

    void Vanish(Server server, bool isFreeze, long fromMilliseconds, long toMilliseconds)
    {
        (server.IsFrozen, server.IsHidden) = (server.IsFrozen || isFreeze, server.IsHidden || !isFreeze);
        engine.Within(fromMilliseconds, toMilliseconds, () => (server.IsFrozen, server.IsHidden) = (false, false));
    }
}
