using System.Globalization;
using Primacy.Storage;
using Primacy.Tests.Notifications;
using Primacy.Topology;
using Primacy.Watching;

namespace Primacy.Tests.Storage;

/// <summary>The child that is killed: appends event after event and says each number once it is durable.</summary>
static class JournalWriter
{
    public const string Receiver = "https://hook";

    public static void Run(string directory)
    {
        try
        {
            using var journal = SqliteJournal.Open(directory, TimeProvider.System);
            journal.Routing = Addressees.All(Receiver);
            for (var number = journal.Incidents(includeResolved: true, int.MaxValue).Count; ; number++)
            {
                // Of today, because the journal forgets what is old.
                var now = TimeProvider.System.GetUtcNow();
                var incident = Stories.Firing("c", number) with { Since = now, FiredAt = now, LastSeen = now };
                var look = Snapshots.Healthy("c", now).View;
                journal.Append("c", ClusterMemory.Empty, [incident], [Stories.Fired(incident)], look);
                Console.WriteLine(number.ToString(CultureInfo.InvariantCulture));
            }
        }
        catch (JournalException fault)
        {
            Console.WriteLine(fault.Message);
        }
    }
}
