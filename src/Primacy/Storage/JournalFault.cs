using System.Text.Json;
using Microsoft.Data.Sqlite;
using Primacy.Watching;

namespace Primacy.Storage;

/// <summary>
/// Says in a sentence what is wrong with the journal's file and what to do. See https://www.sqlite.org/rescode.html.
/// </summary>
internal static class JournalFault
{
    /// <summary>Whether a fault is the file's or its content's, and not a programmer's.</summary>
    public static bool IsExpected(Exception fault) => fault is SqliteException or JsonException or FormatException;

    public static JournalException From(Exception fault, string path) =>
        new(
            (fault as SqliteException)?.SqliteErrorCode switch
            {
                null or 11 or 26 => Damaged(path, fault.Message),
                13 => $"The disk that holds the journal {path} is full. Free some space: Primacy then goes on.",
                8 or 3 or 23 =>
                    $"The journal {path} may not be written by this user. Give it the right, or another --state.",
                14 => $"The journal {path} cannot be opened. Check that this user may write in its directory.",
                5 or 6 =>
                    $"The journal {path} is locked by another program, a database browser perhaps. Close that program.",
                10 => $"The disk that holds the journal {path} fails ({fault.Message}). Check the disk.",
                _ => $"The journal {path} cannot be used: {fault.Message}",
            },
            fault
        );

    /// <summary>The file is small, so that it is checked whole each time it is opened.</summary>
    public static void ThrowIfDamaged(SqliteConnection connection, string path)
    {
        var findings = connection.Query("PRAGMA quick_check(1)", row => row.GetString(0));
        if (findings is not ["ok"])
            throw new JournalException(Damaged(path, string.Join("; ", findings)));
    }

    static string Damaged(string path, string why) =>
        $"The journal {path} is damaged ({why}). Move it away together with its -wal and -shm files: Primacy then "
        + "starts a new one, and forgets only which incidents were open and what it remembered.";
}
