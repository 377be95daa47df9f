using System.Globalization;
using Primacy.Peers;

namespace Primacy.Bench.Switchovers;

/// <summary>What the count of pages is told.</summary>
/// <param name="Rounds">Switchovers of each kind.</param>
/// <param name="Kinds">By whom.</param>
internal sealed record SwitchoverOptions(int Rounds, IReadOnlyList<PeerKind> Kinds)
{
    static readonly PeerKind[] All = [PeerKind.Patroni, PeerKind.Repmgr, PeerKind.ByHand];

    public static SwitchoverOptions Parse(string[] arguments)
    {
        var options = new SwitchoverOptions(50, All);
        for (var i = 0; i + 1 < arguments.Length; i += 2)
        {
            options = arguments[i] switch
            {
                "--rounds" => options with { Rounds = int.Parse(arguments[i + 1], CultureInfo.InvariantCulture) },
                "--manager" => options with { Kinds = [All.Single(kind => WordOf(kind) == arguments[i + 1])] },
                _ => throw new ArgumentException($"'{arguments[i]}' is not an option; see --help."),
            };
        }
        return options;
    }

    public static string WordOf(PeerKind kind) =>
        kind switch
        {
            PeerKind.ByHand => "by-hand",
            PeerKind.Patroni => "patroni",
            PeerKind.Repmgr => "repmgr",
            _ => "pgpool",
        };
}
