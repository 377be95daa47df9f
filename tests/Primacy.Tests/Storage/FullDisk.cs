using Primacy.Storage;
using Primacy.Topology;
using Primacy.Watching;

namespace Primacy.Tests.Storage;

/// <summary>The child that fills its disk with appends, says what the journal says, frees space and goes on.</summary>
static class FullDisk
{
    public static void Run(string directory)
    {
        var ballast = Path.Combine(directory, "ballast");
        using var journal = SqliteJournal.Open(directory, TimeProvider.System);
        File.WriteAllBytes(ballast, new byte[256 * 1024]);
        try
        {
            for (var number = 0; ; number++)
            {
                var incident = Stories.Firing("c", number);
                journal.Append("c", ClusterMemory.Empty, [incident], [Stories.Fired(incident)]);
            }
        }
        catch (JournalException fault)
        {
            Console.WriteLine(fault.Message);
        }
        var before = journal.Load("c").Incidents[0];
        File.Delete(ballast);
        journal.Append("c", ClusterMemory.Empty, [], [Stories.Ended(Stories.Resolved(before))]);
        Console.WriteLine(journal.Load("c").Incidents.Count == 0 ? "and goes on" : "and has lost what it took");
    }
}
