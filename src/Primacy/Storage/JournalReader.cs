using Microsoft.Data.Sqlite;
using Primacy.Watching;

namespace Primacy.Storage;

/// <summary>Reads a journal without owning it: while no service runs, or beside one.</summary>
internal static class JournalReader
{
    /// <summary>What was known of a cluster at an instant.</summary>
    /// <exception cref="JournalException">There is no journal, or it cannot be read; says why.</exception>
    public static PastLook Look(string directory, string cluster, DateTimeOffset at)
    {
        var path = Path.Combine(Path.GetFullPath(directory), "primacy.db");
        if (!File.Exists(path))
            throw new JournalException($"There is no journal {path}. Give the directory of the service with --state.");
        var settings = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        };
        try
        {
            using var connection = new SqliteConnection(settings.ConnectionString);
            connection.Open();
            Schema.ThrowIfOther(connection, path);
            return LookRows.At(connection, cluster, at);
        }
        catch (Exception fault) when (JournalFault.IsExpected(fault))
        {
            throw JournalFault.From(fault, path);
        }
    }
}
