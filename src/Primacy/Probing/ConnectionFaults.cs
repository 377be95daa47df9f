using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

namespace Primacy.Probing;

/// <summary>
/// What may go wrong on the way to a server, apart from our own mistakes: the server, the network, or a file of keys
/// and certificates.
/// </summary>
internal static class ConnectionFaults
{
    public static bool IsExpected(Exception fault) =>
        fault
            is NpgsqlException
                or ProbeException
                or IOException
                or UnauthorizedAccessException
                or CryptographicException
                or OperationCanceledException
                or TimeoutException
                or SocketException;

    /// <summary>What happened, as a sentence without a full stop.</summary>
    public static string Words(Exception fault) =>
        ProbeFailureClassifier.Classify(fault, "it did not answer in time").Detail;
}
