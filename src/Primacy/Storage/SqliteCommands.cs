using Microsoft.Data.Sqlite;
using Primacy.Topology;

namespace Primacy.Storage;

/// <summary>The three ways in which statements are run here: constant text and named parameters.</summary>
internal static class SqliteCommands
{
    public static int Execute(
        this SqliteConnection connection,
        string sql,
        params ReadOnlySpan<(string Name, object? Value)> parameters
    )
    {
        using var command = Command(connection, sql, parameters);
        return command.ExecuteNonQuery();
    }

    public static IReadOnlyList<T> Query<T>(
        this SqliteConnection connection,
        string sql,
        Func<SqliteDataReader, T> read,
        params ReadOnlySpan<(string Name, object? Value)> parameters
    )
    {
        using var command = Command(connection, sql, parameters);
        using var rows = command.ExecuteReader();
        var all = new List<T>();
        while (rows.Read())
            all.Add(read(rows));
        return all;
    }

    /// <summary>The number of the row that the last insert of this connection made.</summary>
    public static long LastId(this SqliteConnection connection) =>
        connection.Query("SELECT last_insert_rowid()", row => row.GetInt64(0))[0];

    public static string? Text(this SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);

    public static Timeline? Timeline(this SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : new Timeline(checked((uint)row.GetInt64(column)));

    static SqliteCommand Command(
        SqliteConnection connection,
        string sql,
        ReadOnlySpan<(string Name, object? Value)> parameters
    )
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }
}
