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
        try
        {
            using var connection = Open(path);
            Schema.ThrowIfOther(connection, path);
            return LookRows.At(connection, cluster, at);
        }
        catch (Exception fault) when (JournalFault.IsExpected(fault))
        {
            throw JournalFault.From(fault, path);
        }
    }

    /// <summary>A connection that only reads.</summary>
    public static SqliteConnection Open(string path)
    {
        var settings = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        };
        var connection = new SqliteConnection(settings.ConnectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
