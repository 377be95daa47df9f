using Primacy.Simulation.Truth;
using Primacy.Topology;

namespace Primacy.Simulation.Actors;

/// <summary>
/// A manager without a quorum, as repmgr: every node has a table of who the primary is, which comes to it by
/// replication, so that after a split there are two. A standby that has lost its primary from sight for a while is
/// promoted, and nobody fences the old one.
/// </summary>
sealed class Repmgr
{
    const int LoopMilliseconds = 1000;
    const int PatienceMilliseconds = 4000;

    readonly Engine _engine;
    readonly World _world;
    readonly Operators _operators;
    readonly Promotions _promotions;
    readonly Dictionary<Server, long> _heardAt = [];

    public Repmgr(Engine engine, World world, Operators operators, Promotions promotions)
    {
        (_engine, _world, _operators, _promotions) = (engine, world, operators, promotions);
        world.Servers[0].Branch.Registered = world.Servers[0].Name;
    }

    public IEnumerable<IClaimant> Claimants => _world.Servers.Select(s => new Table(_world, s));

    /// <summary>repmgrd on every node, which fails over by itself.</summary>
    public void Automate() => _engine.Every(LoopMilliseconds, Loop);

    public void SwitchOver() => _operators.SwitchOver(next => next.Branch.Registered = next.Name);

    void Loop()
    {
        foreach (var standby in _world.Standbys.ToArray())
        {
            if (standby.CanStream || standby.IsFrozen)
                _heardAt[standby] = _engine.NowMilliseconds;
            else if (_engine.NowMilliseconds - _heardAt.GetValueOrDefault(standby) > PatienceMilliseconds)
                TakeOver(standby);
        }
    }

    void TakeOver(Server standby)
    {
        // Whoever sees another primary by now follows that one.
        if (_engine.Any(_world.Primaries.Where(p => !p.IsHidden && p.Branch.Registered == p.Name)) is { } other)
        {
            _world.Connect(standby, other);
            _heardAt[standby] = _engine.NowMilliseconds;
            return;
        }
        standby.Promote();
        if (standby.Mode is not Mode.Primary)
            return;
        standby.Branch.Registered = standby.Name;
        _promotions.Repoint(standby);
    }

    /// <summary>One node's copy of repmgr.nodes.</summary>
    sealed class Table(World world, Server server) : IClaimant
    {
        public Claim Claim()
        {
            var answers = server is { IsHidden: false, IsFrozen: false, Mode: Mode.Primary or Mode.Standby };
            var primary = server.Branch.Path(0).Select(on => on.Branch.Registered).FirstOrDefault(name => name is { });
            return new()
            {
                Manager = "repmgr",
                Source = server.Name,
                At = default,
                Members = answers ? [.. world.Servers.Select(s => Say(s, primary))] : [],
                Fault = answers ? null : "cannot be reached",
            };
        }

        static ClaimedMember Say(Server node, string? primary) =>
            node.Name == primary
                ? new(node.Name, node.Name, 5432, Role.Primary, "primary")
                : new(node.Name, node.Name, 5432, Role.Standby, "standby");
    }
}
