using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using Npgsql;
using Primacy.Topology;

namespace Primacy.Probing;

/// <summary>
/// Gives every exception of a probe its kind, with the words of the server or the network. Pure.
/// See https://www.postgresql.org/docs/current/errcodes-appendix.html.
/// </summary>
internal static class ProbeFailureClassifier
{
    const int DetailLengthMax = 300;
    const int ReadLengthMax = 3000;

    /// <summary>What the failure is; <paramref name="silence"/> words the case that nothing was said in time.</summary>
    public static ProbeOutcome.Failed Classify(Exception exception, string silence)
    {
        var (failure, words) =
            Causes(exception).Select(Recognize).FirstOrDefault(found => found is { })
            ?? new Finding(ProbeFailure.Protocol, Innermost(exception).Message);
        return new(failure, failure is ProbeFailure.TimedOut ? silence : OneLine(words));
    }

    /// <summary>Whether the server itself gave the statement up for taking too long.</summary>
    public static bool IsTimeout(Exception exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.QueryCanceled };

    static Finding? Recognize(Exception cause) =>
        cause switch
        {
            ProbeException known => new(known.Failure, known.Message),
            PostgresException said => new(Said(said), Words(said)),
            TimeoutException or OperationCanceledException => new(ProbeFailure.TimedOut, ""),
            SocketException socket => new(Network(socket.SocketErrorCode), socket.Message),
            EndOfStreamException => new(ProbeFailure.Disconnected, "it closed the connection without a word"),
            FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException => new(
                ProbeFailure.Configuration,
                cause.Message
            ),
            CryptographicException bad => new(
                ProbeFailure.Configuration,
                $"a certificate or key is unusable: {bad.Message}"
            ),
            AuthenticationException tls => new(ProbeFailure.Tls, Words(tls)),
            NpgsqlException driver => Driver(driver),
            NotSupportedException unsupported => new(ProbeFailure.Authentication, unsupported.Message),
            _ => null,
        };

    static ProbeFailure Said(PostgresException said) =>
        said.SqlState switch
        {
            PostgresErrorCodes.CannotConnectNow
                when said.MessageText.Contains("shutting down", StringComparison.Ordinal) => ProbeFailure.ShuttingDown,
            PostgresErrorCodes.CannotConnectNow => ProbeFailure.StartingUp,
            PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown => ProbeFailure.ShuttingDown,
            PostgresErrorCodes.TooManyConnections => ProbeFailure.TooManyClients,
            PostgresErrorCodes.InvalidCatalogName or DatabaseDropped => ProbeFailure.DatabaseMissing,
            PostgresErrorCodes.InsufficientPrivilege => ProbeFailure.Permission,
            // A database with ALLOW_CONNECTIONS false.
            PostgresErrorCodes.ObjectNotInPrerequisiteState => ProbeFailure.Permission,
            PostgresErrorCodes.QueryCanceled => ProbeFailure.TimedOut,
            ['2', '8', ..] => ProbeFailure.Authentication,
            _ => ProbeFailure.Protocol,
        };

    const string DatabaseDropped = "57P04";

    /// <summary>The system identifier has no other source; usually anyone may run the function.</summary>
    static string Words(PostgresException said) =>
        said.SqlState is PostgresErrorCodes.InsufficientPrivilege
        && said.MessageText.Contains("pg_control_system", StringComparison.Ordinal)
            ? $"{said.MessageText}; GRANT EXECUTE ON FUNCTION pg_control_system() to our role"
            : said.MessageText;

    /// <summary>
    /// The driver checks certificates in a callback, of which the platform tells only that it said no.
    /// </summary>
    static string Words(AuthenticationException tls) =>
        tls.Message.Contains("callback", StringComparison.OrdinalIgnoreCase)
            ? "the server's certificate is not signed by sslrootcert, is out of date, or does not name this host"
            : Innermost(tls).Message;

    static ProbeFailure Network(SocketError error) =>
        error switch
        {
            SocketError.ConnectionRefused => ProbeFailure.Refused,
            SocketError.TimedOut => ProbeFailure.TimedOut,
            SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery =>
                ProbeFailure.NameNotFound,
            SocketError.ConnectionReset
            or SocketError.ConnectionAborted
            or SocketError.Shutdown
            or SocketError.Disconnecting
            or SocketError.NotConnected => ProbeFailure.Disconnected,
            _ => ProbeFailure.Unreachable,
        };

    /// <summary>The driver tells these apart by words only; a test with real servers fails when they change.</summary>
    static Finding? Driver(NpgsqlException driver) =>
        driver.Message switch
        {
            var m when m.StartsWith("No password has been provided", StringComparison.Ordinal) => new(
                ProbeFailure.Authentication,
                "the server wants a password and none is given"
            ),
            var m when m.StartsWith("SSL connection requested", StringComparison.Ordinal) => new(
                ProbeFailure.Tls,
                "the server offers no TLS"
            ),
            var m when m.StartsWith("Exception while performing SSL handshake", StringComparison.Ordinal) =>
                driver.InnerException is IOException { InnerException: null } broken
                    ? new(ProbeFailure.Tls, broken.Message)
                    : null,
            var m when m.StartsWith("Received unknown response", StringComparison.Ordinal) => new(
                ProbeFailure.NotPostgres,
                "it does not answer a request for TLS as PostgreSQL does"
            ),
            _ => null,
        };

    /// <summary>The exception and its causes, the outermost first.</summary>
    static IEnumerable<Exception> Causes(Exception exception)
    {
        for (var cause = exception; cause is { }; cause = cause.InnerException)
            yield return cause;
    }

    static Exception Innermost(Exception exception) => Causes(exception).Last();

    static string OneLine(string words)
    {
        // A server may say megabytes, of which nobody reads more than this.
        var beginning = words.AsSpan(0, Math.Min(words.Length, ReadLengthMax)).ToString();
        var line = string.Join(
            "; ",
            beginning.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        );
        return line.Length <= DetailLengthMax ? line : string.Concat(line.AsSpan(0, DetailLengthMax), "…");
    }

    sealed record Finding(ProbeFailure Failure, string Words);
}
