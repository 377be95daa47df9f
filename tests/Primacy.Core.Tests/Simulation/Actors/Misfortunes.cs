using Primacy.Simulation.Truth;

namespace Primacy.Simulation.Actors;

/// <summary>What goes wrong, one after the other and on top of the other.</summary>
sealed class Misfortunes(Engine engine, Operators operators, Promotions promotions, Hosts hosts, Network network)
{
    readonly Action[] _all =
    [
        operators.SwitchOver,
        operators.RestartAny,
        operators.RemoveOldWal,
        operators.SetAClock,
        promotions.BehindTheBack,
        promotions.BehindTheBack,
        promotions.Unfenced,
        promotions.Unfenced,
        promotions.Twins,
        promotions.Premature,
        promotions.WithoutSignalFile,
        hosts.CrashAndReturn,
        hosts.ShutDownSlowly,
        hosts.LoseAVolume,
        hosts.Freeze,
        network.Hide,
        network.CutALink,
        network.Mute,
        hosts.Repair,
        hosts.Repair,
        hosts.Repair,
    ];

    public static Misfortunes In(Engine engine, World world)
    {
        var (operators, network) = (new Operators(engine, world), new Network(engine, world));
        var promotions = new Promotions(engine, world, operators, network);
        var hosts = new Hosts(engine, world, operators, promotions, network);
        return new(engine, operators, promotions, hosts, network);
    }

    public void Strike() => _all[engine.Random.Next(_all.Length)]();
}
