using System.Globalization;
using Primacy.Forensics.Branches;
using Primacy.Probing;
using Primacy.Repair;
using Primacy.Repairing;
using Primacy.Tests.Probing;
using Primacy.Topology;

namespace Primacy.Tests.Forensics.Branches;

/// <summary>
/// The child that records a branch, and says where and how it ended. On one thread: while the module is initialized no
/// other may run what is in it.
/// </summary>
static class BranchChild
{
    /// <summary>What it has to know, in one argument.</summary>
    public static string Argument(ConnectionSettings server, RepairTarget loser, Lsn fork, string root) =>
        string.Join(
            '|',
            [
                root,
                server.Password!,
                .. new object[] { server.Port, loser.System, loser.Timeline, loser.StartedAt.UtcTicks, fork }.Select(
                    part => Convert.ToString(part, CultureInfo.InvariantCulture)!
                ),
            ]
        );

    public static void Run(string argument)
    {
        var parts = argument.Split('|');
        var port = int.Parse(parts[2], CultureInfo.InvariantCulture);
        var settings = Probes.Settings(port) with { User = Primacy.Lab.LabCluster.MonitorRole, Password = parts[1] };
        var loser = new RepairTarget(
            "orders",
            ExaminedLab.Id(1),
            settings.Host,
            port,
            new SystemIdentifier(ulong.Parse(parts[3], CultureInfo.InvariantCulture)),
            new Timeline(uint.Parse(parts[4], CultureInfo.InvariantCulture)),
            new DateTimeOffset(long.Parse(parts[5], CultureInfo.InvariantCulture), TimeSpan.Zero)
        );
        var keeper = new BranchKeeper(_ => settings, parts[0], TimeProvider.System);
        var start = keeper.StartAsync(loser, Lsn.Parse(parts[6]), CancellationToken.None).GetAwaiter().GetResult();
        if (start is not BranchStart.Started { Recording: var recording })
        {
            Console.WriteLine(((BranchStart.Refused)start).Why);
            return;
        }
        Console.WriteLine(recording.Directory);
        var end = recording.CompleteAsync(null, CancellationToken.None).GetAwaiter().GetResult();
        Console.WriteLine(end is BranchEnd.Incomplete incomplete ? incomplete.Why : "complete");
        Console.WriteLine(File.ReadAllText(Path.Combine(recording.Directory, BranchManifest.FileName)));
    }
}
