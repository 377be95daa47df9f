using Microsoft.Data.Sqlite;
using Primacy.Acting;
using Primacy.Muting;

namespace Primacy.Storage;

/// <summary>Acts in the journal: each with its entry in the audit log and the release of what is held.</summary>
internal sealed class SqliteActs(JournalFile file, TimeProvider time) : IActStore
{
    public Mutes Load() => file.Read(ActRows.Read);

    public void Keep(Silence silence, AuditEntry entry) =>
        Keep(entry, connection => ActRows.Write(connection, silence));

    public void Keep(Acknowledgement acknowledgement, AuditEntry entry) =>
        Keep(entry, connection => ActRows.Write(connection, acknowledgement));

    public void Keep(MaintenanceWindow window, AuditEntry entry) =>
        Keep(entry, connection => ActRows.Write(connection, window));

    public void Take(Mutes news) =>
        file.Write(connection =>
        {
            foreach (var silence in news.Silences)
                ActRows.Write(connection, silence);
            foreach (var known in news.Acknowledgements)
                ActRows.Write(connection, known);
            foreach (var window in news.Windows)
                ActRows.Write(connection, window);
            SqliteDeliveries.Release(connection, time.GetUtcNow());
        });

    public void Keep(AuditEntry entry) => file.Write(connection => AuditRows.Insert(connection, entry));

    public IReadOnlyList<AuditEntry> Audit(long? before, int limit) =>
        file.Read(connection => AuditRows.Newest(connection, before, limit));

    void Keep(AuditEntry entry, Action<SqliteConnection> write) =>
        file.Write(connection =>
        {
            write(connection);
            AuditRows.Insert(connection, entry);
            SqliteDeliveries.Release(connection, time.GetUtcNow());
        });
}
