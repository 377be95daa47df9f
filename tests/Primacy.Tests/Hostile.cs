using System.Globalization;
using Primacy.Topology;
using Primacy.Watching;

namespace Primacy.Tests;

/// <summary>What somebody says who means harm.</summary>
static class Hostile
{
    public const string Script = "<script>window.hacked=1</script><img src=x onerror=window.hacked=1>";

    /// <summary>ANSI, a change of direction, what is not seen, and a line of its own.</summary>
    const string Hidden = "\u001b[2J\u202eevil\u2066\u200b\u0000\u2028\u2029\u0085";

    /// <summary>All of it, as long as that.</summary>
    public static string Of(int length) => Script + Hidden + new string('x', length - Script.Length - Hidden.Length);

    /// <summary>What moves a cursor, turns the direction of reading, hides, or begins a line.</summary>
    public static bool IsHidden(char c) =>
        c is not ('\n' or '\r')
        && (
            char.IsControl(c)
            || char.GetUnicodeCategory(c)
                is UnicodeCategory.Format
                    or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator
        );

    /// <summary>Two primaries, a standby and a silent one, whose every text is the same.</summary>
    public static ClusterSnapshot Everywhere(string evil, DateTimeOffset now)
    {
        var known = new Testimony
        {
            Claims =
            [
                new Claim
                {
                    Manager = evil,
                    Source = evil,
                    At = now,
                    Members = [new(evil, evil, 1, Role.Primary, evil)],
                },
                new Claim
                {
                    Manager = "repmgr",
                    Source = evil,
                    At = now,
                    Fault = evil,
                },
            ],
        };
        return Snapshots
            .After(
                ClusterState.Initial,
                "orders",
                now,
                known,
                ($"a{evil}", Snapshots.Answered(Snapshots.Primary(1, "0/3000548", evil) with { ClusterName = evil })),
                ($"b{evil}", Snapshots.Answered(Snapshots.Primary(2, "0/3000180") with { Clients = null })),
                ($"c{evil}", Snapshots.Answered(Snapshots.Standby(evil))),
                ($"d{evil}", Snapshots.Failed(ProbeFailure.Protocol, evil))
            )
            .Snapshot with
        {
            JournalFault = evil,
        };
    }
}
