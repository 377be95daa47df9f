using Microsoft.Data.Sqlite;
using Primacy.Storytelling;
using Primacy.Topology;
using Primacy.Watching;

namespace Primacy.Storage;

/// <summary>
/// Reads the past from the journal by connections of its own, so that a long one keeps no watcher from writing: in WAL
/// mode readers and the writer do not wait for one another. See https://www.sqlite.org/wal.html.
/// </summary>
internal sealed class SqliteStories(string path) : IStorySource
{
    /// <summary>More of one kind than a story can be read with; the newest of more are left out.</summary>
    const int RowsMax = 2000;

    /// <summary>At the beginning and at the end; what lies between is longer than a second of work.</summary>
    const int LooksAtEachEnd = 1000;

    /// <summary>What every instance was seen as since an instant, or as far back as so many looks go.</summary>
    public PastRoles Roles(string cluster, DateTimeOffset from) =>
        Read(connection =>
        {
            var looks = LookRows.Roles(connection, cluster, from, PastRoles.LooksMax);
            return new PastRoles([.. looks.Reverse()], looks.Count >= PastRoles.LooksMax);
        });

    public StoryFacts? Facts(string incident) =>
        Read(connection =>
            IncidentRows.Find(connection, incident) is { } found
                ? new StoryFacts
                {
                    Incident = found,
                    NextBegan = IncidentRows.NextBegan(connection, found),
                    Events = EventRows.Of(connection, found.Key, RowsMax),
                    Deliveries = [.. DeliveryRows.Newest(connection, found.Key, RowsMax).Reverse()],
                    Acts = AuditRows.Of(connection, found, RowsMax),
                }
                : null
        );

    public LooksRead Looks(string cluster, DateTimeOffset from, DateTimeOffset until, Action<ClusterView> visit) =>
        Read(connection =>
        {
            var times = LookRows.Times(connection, cluster, from, until);
            var leftOut = Math.Max(0, times.Count - 2 * LooksAtEachEnd);
            var chosen = leftOut == 0 ? times : times.Take(LooksAtEachEnd).Concat(times.TakeLast(LooksAtEachEnd));
            DateTimeOffset? first = null;
            foreach (var at in chosen)
            {
                if (LookRows.TakenAt(connection, cluster, at) is not { } look)
                    continue;
                first ??= look.At;
                visit(look);
            }
            return new LooksRead(first, leftOut);
        });

    T Read<T>(Func<SqliteConnection, T> read)
    {
        try
        {
            using var connection = JournalReader.Open(path);
            return read(connection);
        }
        catch (Exception fault) when (JournalFault.IsExpected(fault))
        {
            throw JournalFault.From(fault, path);
        }
    }
}
