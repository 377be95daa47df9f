using Primacy.Simulation.Truth;

namespace Primacy.Simulation.Actors;

/// <summary>Who runs a simulated cluster, and what befalls it: with a manager that fails over, or by hand.</summary>
sealed class Staff
{
    readonly Engine _engine;

    /// <summary>A crew that does one thing at a time and does it right, or one to whom everything happens.</summary>
    public Staff(Engine engine, World world, bool isCareful)
    {
        _engine = engine;
        var (operators, network) = (new Operators(engine, world), new Network(engine, world));
        var promotions = new Promotions(engine, world, operators, network);
        var hosts = new Hosts(engine, world, operators, promotions, network);
        var kind = engine.Random.Next(3);
        var patroni = kind == 1 ? new Patroni(engine, world, operators) : null;
        var repmgr = kind == 2 ? new Repmgr(engine, world, operators, promotions) : null;
        if (!isCareful)
            repmgr?.Automate();
        Action switchOver =
            patroni is not null ? patroni.SwitchOver
            : repmgr is not null ? repmgr.SwitchOver
            : operators.SwitchOver;
        Claimants = patroni is not null ? [patroni] : [.. repmgr?.Claimants ?? []];
        Routine =
        [
            switchOver,
            switchOver,
            operators.RestartAny,
            operators.Clone,
            operators.SetAClock,
            operators.RemoveOldWal,
        ];
        Action[] storms = patroni is not null
            ? [patroni.CutOffTheStore, patroni.CutOffTheStore, patroni.PauseOrResume]
            : [];
        Misfortunes =
        [
            switchOver,
            operators.SwitchOver,
            operators.RestartAny,
            operators.RemoveOldWal,
            operators.SetAClock,
            .. promotions.All,
            .. hosts.All,
            .. network.All,
            .. storms,
        ];
    }

    public IReadOnlyList<IClaimant> Claimants { get; }

    /// <summary>What is done right, and wakes nobody.</summary>
    public Action[] Routine { get; }

    /// <summary>What goes wrong, one after the other and on top of the other.</summary>
    public Action[] Misfortunes { get; }

    public void DoAny(Action[] among) => among[_engine.Random.Next(among.Length)]();
}
