using Primacy.Simulation.Truth;
using Primacy.Topology;

namespace Primacy.Simulation.Actors;

/// <summary>
/// A manager with a leader key in a store with a quorum, as Patroni keeps it in etcd: who holds the key may be the
/// primary, who cannot renew it steps down, and when it runs out somebody else takes it. The bugs of the real world are
/// left in: a frozen primary does not step down, and some do not step down at all.
/// </summary>
sealed class Patroni : IClaimant
{
    const int LoopMilliseconds = 1000;
    const int KeyMilliseconds = 12_000;

    readonly Engine _engine;
    readonly World _world;
    readonly Operators _operators;
    readonly HashSet<Server> _cutOff = [];
    readonly bool _stepsDown;
    Server _leader;
    long _renewedAt;
    bool _isPaused;

    public Patroni(Engine engine, World world, Operators operators)
    {
        (_engine, _world, _operators, _leader) = (engine, world, operators, world.Servers[0]);
        _stepsDown = engine.Chance(0.7);
        engine.Every(LoopMilliseconds, Loop);
    }

    Server? Leader => _engine.NowMilliseconds - _renewedAt <= KeyMilliseconds ? _leader : null;

    /// <summary>A switchover as its operator orders it.</summary>
    public void SwitchOver()
    {
        var next = _engine.Any(_world.FollowersOf(_leader).Where(s => s.Delay is null));
        if (next is not null && Leader is { Mode: Mode.Primary } old)
            _operators.SwitchOver(old, next, () => Elect(next));
    }

    /// <summary>One member reaches the store no more, though clients reach it, and so do we.</summary>
    public void CutOffTheStore()
    {
        var server = _engine.Any(_world.Servers)!;
        _cutOff.Add(server);
        _engine.Within(3000, 40_000, () => _cutOff.Remove(server));
    }

    public void PauseOrResume() => _isPaused = !_isPaused;

    public Claim Claim()
    {
        var hasQuorum = Leader is { Mode: Mode.Primary } leader && IsReached(leader) && !_cutOff.Contains(leader);
        if (!hasQuorum && !_world.Servers.Any(IsReached))
            return Said([]) with { Fault = "cannot be reached" };
        var named = Leader ?? _leader;
        return Said([.. _world.Servers.Select(s => Say(s, Leader is null && s == named ? null : named))]) with
        {
            HasQuorum = hasQuorum,
            IsPaused = _isPaused,
        };
    }

    static bool IsReached(Server server) => server is { IsHidden: false, IsFrozen: false };

    static Claim Said(EquatableArray<ClaimedMember> members) =>
        new()
        {
            Manager = "Patroni",
            Source = "http://patroni:8008",
            At = default,
            MayDecide = true,
            Members = members,
        };

    static ClaimedMember Say(Server server, Server? leader) =>
        server == leader
            ? new(server.Name, server.Name, 5432, Role.Primary, "leader, running")
            : new(server.Name, server.Name, 5432, Role.Standby, "replica, streaming");

    void Loop()
    {
        foreach (var server in _world.Servers)
        {
            if (server is { IsFrozen: false, System: 7501 })
                Run(server);
        }
    }

    void Run(Server server)
    {
        var isPrimary = server.Mode is Mode.Primary;
        if (_cutOff.Contains(server))
        {
            if (isPrimary && _engine.NowMilliseconds - _renewedAt > KeyMilliseconds - LoopMilliseconds)
                StepDown(server);
        }
        else if (Leader == server)
        {
            if (isPrimary)
                _renewedAt = _engine.NowMilliseconds;
        }
        else if (Leader is { } leader)
        {
            if (isPrimary)
                StepDown(server);
            else if (leader.Mode is Mode.Primary)
                Follow(server, leader);
        }
        else if (isPrimary || Takes(server))
        {
            Elect(server);
        }
    }

    /// <summary>The standby that is furthest of those that reach the store is promoted.</summary>
    bool Takes(Server server)
    {
        if (_isPaused || server is not { Mode: Mode.Standby, Delay: null })
            return false;
        if (_world.Standbys.Any(s => !_cutOff.Contains(s) && !s.IsFrozen && s.Lsn > server.Lsn))
            return false;
        server.Promote();
        return server.Mode is Mode.Primary;
    }

    void Elect(Server server) => (_leader, _renewedAt, server.HasClients) = (server, _engine.NowMilliseconds, true);

    void Follow(Server server, Server leader)
    {
        if (_isPaused || server.Mode is not Mode.Standby || server.CanStream)
            return;
        if (server.Upstream != leader)
            _world.Connect(server, leader);
        else if (!server.IsLinkCut && _engine.Chance(0.2))
            Rewind(server, leader);
    }

    void StepDown(Server server)
    {
        if (_isPaused || !_stepsDown)
            return;
        server.Mode = Mode.ShuttingDown;
        _engine.Within(
            100,
            2000,
            () =>
            {
                if (server.Mode is Mode.ShuttingDown)
                    server.Mode = Mode.Down;
                if (Leader is { Mode: Mode.Primary } leader && leader != server)
                    Rewind(server, leader);
            }
        );
    }

    void Rewind(Server server, Server leader)
    {
        server.CloneFrom(leader);
        _engine.Within(300, 3000, () => _operators.Start(server, afterCrash: false));
    }
}
