using Npgsql;
using Primacy.Probing;
using Primacy.Topology;

namespace Primacy.Forensics;

/// <summary>Why a server shows something not, and which right would show it. Pure.</summary>
internal static class Refusals
{
    /// <summary>What WAL tells.</summary>
    const string Histories = "the histories of timelines and the WAL";

    /// <summary>The right without which a connection for replication fails; null when it is something else.</summary>
    public static MissingRight? ToReplicate(Exception exception, ConnectionSettings settings) =>
        Said(exception) switch
        {
            { SqlState: PostgresErrorCodes.InsufficientPrivilege } => new(
                Histories,
                $"ALTER ROLE {Quoted(settings.User)} REPLICATION"
            ),
            { SqlState: PostgresErrorCodes.TooManyConnections } said
                when said.MessageText.Contains("max_wal_senders", StringComparison.Ordinal) => new(
                Histories,
                "ALTER SYSTEM SET max_wal_senders to one more than are in use, and restart"
            ),
            { SqlState: PostgresErrorCodes.InvalidAuthorizationSpecification } said
                when said.MessageText.Contains("pg_hba.conf", StringComparison.Ordinal) => new(
                Histories,
                $"host {settings.Database} {Quoted(settings.User)} ADDRESS scram-sha-256, a line of pg_hba.conf"
            ),
            _ => null,
        };

    /// <summary>The right without which files of WAL are not listed; null when it is something else.</summary>
    public static MissingRight? ToListFiles(Exception exception, ConnectionSettings settings) =>
        Said(exception) is { SqlState: PostgresErrorCodes.InsufficientPrivilege }
            ? new("when the history file was written", $"GRANT pg_monitor TO {Quoted(settings.User)}")
            : null;

    /// <summary>Whether the server has removed the WAL that was asked for.</summary>
    public static bool IsRemoved(Exception exception) =>
        Said(exception) is { SqlState: PostgresErrorCodes.UndefinedFile };

    /// <summary>Whether it is the server or the way to it that failed, and not this program.</summary>
    public static bool IsExpected(Exception exception) =>
        ConnectionFaults.IsExpected(exception) || exception is InvalidDataException;

    static PostgresException? Said(Exception? exception)
    {
        while (exception is not (null or PostgresException))
            exception = exception.InnerException;
        return exception as PostgresException;
    }

    static string Quoted(string role) => $"\"{role.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
