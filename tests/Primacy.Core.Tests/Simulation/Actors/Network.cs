using Primacy.Simulation.Truth;

namespace Primacy.Simulation.Actors;

/// <summary>
/// Partitions, most of them seen from one side only: the watcher and the upstreams are cut off one by one.
/// </summary>
sealed class Network(Engine engine, World world)
{
    public IEnumerable<Action> All => [Hide, CutALink, Mute];

    /// <summary>The watcher sees nothing of a server that its standbys may well see.</summary>
    public void Hide() => Vanish(world.Any(world.Servers)!, isFreeze: false, 500, 20_000);

    /// <summary>A standby answers the watcher, and nothing reaches it from its upstream.</summary>
    public void CutALink()
    {
        if (world.Any(world.StreamingStandbys) is not { } standby)
            return;
        var upstream = standby.Upstream;
        world.Cut(standby, isSilent: engine.Chance(0.5));
        engine.Within(
            500,
            40_000,
            () =>
            {
                if (standby.Upstream == upstream)
                    world.Connect(standby, upstream);
            }
        );
    }

    /// <summary>WAL reaches a standby, and none of its replies reaches its upstream.</summary>
    public void Mute()
    {
        if (world.Any(world.StreamingStandbys) is not { } standby)
            return;
        standby.MuteSince ??= engine.NowMilliseconds;
        engine.Within(2000, 50_000, () => standby.MuteSince = null);
    }

    /// <summary>A server freezes or is cut off from the watcher, and comes back as if nothing had been.</summary>
    public void Vanish(Server server, bool isFreeze, long fromMilliseconds, long toMilliseconds)
    {
        if (isFreeze)
        {
            foreach (var standby in world.FollowersOf(server).Append(server).ToArray())
                world.Cut(standby, isSilent: true);
        }
        (server.IsFrozen, server.IsHidden) = (server.IsFrozen || isFreeze, server.IsHidden || !isFreeze);
        engine.Within(
            fromMilliseconds,
            toMilliseconds,
            () =>
            {
                (server.IsFrozen, server.IsHidden) = (false, false);
                foreach (var standby in world.Standbys.Where(s => s == server || s.Upstream == server))
                    world.Connect(standby, standby.Upstream);
            }
        );
    }
}
