using Microsoft.Data.Sqlite;

namespace Primacy.Storage;

/// <summary>
/// The SQLite file, one connection to it and the order among those who use it. In WAL mode with synchronous=FULL a
/// commit is on the disk when it returns. See https://www.sqlite.org/wal.html.
/// </summary>
internal sealed class JournalFile : IDisposable
{
    /// <summary>
    /// Nobody else writes here, unless a person has opened the file with another program. Then it is a fault like a
    /// full disk, which holds nobody up: what was found is told from memory. The library repeats what SQLite gives up
    /// until its own timeout is over, which is in whole seconds, and half a minute where none is set.
    /// </summary>
    const int BusyTimeoutMilliseconds = 250;

    const int BusyTimeoutSeconds = 1;

    readonly Lock _gate = new();
    readonly StateDirectory _directory;
    readonly SqliteConnection _connection;

    JournalFile(StateDirectory directory, string path, SqliteConnection connection)
    {
        _directory = directory;
        Path = path;
        _connection = connection;
    }

    public string Path { get; }

    /// <exception cref="Watching.JournalException">The directory or the file cannot be used; says why.</exception>
    public static JournalFile Open(string directory)
    {
        var owned = StateDirectory.Take(directory);
        var path = System.IO.Path.Combine(owned.Path, "primacy.db");
        // A pooled connection would keep the file open past Dispose.
        var settings = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Pooling = false,
            DefaultTimeout = BusyTimeoutSeconds,
        };
        var connection = new SqliteConnection(settings.ConnectionString);
        try
        {
            connection.Open();
            connection.Execute($"PRAGMA busy_timeout = {BusyTimeoutMilliseconds}");
            connection.Execute("PRAGMA journal_mode = WAL");
            connection.Execute("PRAGMA synchronous = FULL");
            connection.Execute("PRAGMA foreign_keys = ON");
            JournalFault.ThrowIfDamaged(connection, path);
            Schema.Migrate(connection, path);
            return new JournalFile(owned, path, connection);
        }
        catch (SqliteException fault)
        {
            connection.Dispose();
            owned.Dispose();
            throw JournalFault.From(fault, path);
        }
        catch
        {
            connection.Dispose();
            owned.Dispose();
            throw;
        }
    }

    public T Read<T>(Func<SqliteConnection, T> read)
    {
        lock (_gate)
        {
            try
            {
                return read(_connection);
            }
            catch (Exception fault) when (JournalFault.IsExpected(fault))
            {
                throw JournalFault.From(fault, Path);
            }
        }
    }

    /// <summary>Writes in one transaction: all of it or nothing, durable when this returns.</summary>
    public void Write(Action<SqliteConnection> write)
    {
        lock (_gate)
        {
            try
            {
                using var transaction = _connection.BeginTransaction(deferred: false);
                write(_connection);
                transaction.Commit();
            }
            catch (Exception fault) when (JournalFault.IsExpected(fault))
            {
                throw JournalFault.From(fault, Path);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _connection.Dispose();
            _directory.Dispose();
        }
    }
}
