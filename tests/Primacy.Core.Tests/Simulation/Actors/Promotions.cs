using Primacy.Simulation.Truth;

namespace Primacy.Simulation.Actors;

/// <summary>Every way in which a second server comes to accept writes.</summary>
sealed class Promotions(Engine engine, World world, Operators operators, Network network)
{
    public IEnumerable<Action> All =>
        [BehindTheBack, BehindTheBack, Unfenced, Unfenced, Twins, Premature, WithoutSignalFile];

    public void BehindTheBack()
    {
        var next = world.Any(world.Standbys);
        next?.Promote();
        Repoint(next);
    }

    /// <summary>
    /// The primary freezes or is cut off, somebody else is promoted, and it comes back as if nothing had been.
    /// </summary>
    public void Unfenced()
    {
        if (world.Any(world.Primaries) is not { } old)
            return;
        network.Vanish(old, isFreeze: engine.Chance(0.5), 5000, 30_000);
        var isSilent = engine.Chance(0.5);
        foreach (var standby in world.FollowersOf(old).ToArray())
            world.Cut(standby, isSilent);
        engine.Within(1000, 6000, () => Repoint(PromoteAFollowerOf(old)));
    }

    /// <summary>Two standbys of a lost primary are promoted, often at one position.</summary>
    public void Twins()
    {
        if (world.Any(world.Primaries) is not { } old)
            return;
        var twins = world.FollowersOf(old).Take(2).ToArray();
        if (engine.Chance(0.5))
        {
            foreach (var twin in twins)
                twin.Receive(old);
        }
        old.Mode = Mode.Down;
        foreach (var twin in twins)
            engine.Within(1000, 6000, twin.Promote);
        engine.Within(10_000, 30_000, () => operators.Start(old, afterCrash: true));
    }

    /// <summary>
    /// A standby that lags is promoted while its primary is dead: what was acknowledged last is missing there, and the
    /// old primary is copied anew, or comes back.
    /// </summary>
    public void Premature()
    {
        if (world.Any(world.Primaries) is not { } old || world.Any(world.FollowersOf(old)) is not { } late)
            return;
        world.Cut(late, isSilent: false);
        engine.Within(
            500,
            3000,
            () =>
            {
                old.Mode = Mode.Down;
                late.Promote();
                Repoint(late);
                if (engine.Chance(0.5) && late.Mode is Mode.Primary)
                    old.CloneFrom(late);
                engine.Within(1000, 10_000, () => operators.Start(old, afterCrash: true));
            }
        );
    }

    /// <summary>A standby is started anew, and its standby.signal is gone: a primary on the same timeline.</summary>
    public void WithoutSignalFile()
    {
        if (world.Any(world.Standbys) is not { Leftover: null } standby)
            return;
        standby.Mode = Mode.Down;
        engine.Within(
            200,
            3000,
            () =>
            {
                if (standby is not { Mode: Mode.Down, IsPrimaryAtHeart: false })
                    return;
                standby.LoseSignalFile();
                operators.Start(standby, afterCrash: engine.Chance(0.5));
            }
        );
    }

    public Server? PromoteAFollowerOf(Server old)
    {
        var next = world.Any(world.Standbys.Where(s => s.Upstream == old));
        next?.Promote();
        return next;
    }

    /// <summary>Some of the others follow a new primary, as managers make them.</summary>
    public void Repoint(Server? next)
    {
        if (next is not { Mode: Mode.Primary })
            return;
        foreach (var other in world.Standbys.Where(s => s != next))
        {
            if (engine.Chance(0.6))
                engine.Within(50, 2000, () => world.Connect(other, next));
        }
    }
}
