using Npgsql;
using Primacy.Probing;

namespace Primacy.Fencing;

/// <summary>What may go wrong on the way to a server, apart from our own mistakes.</summary>
internal static class SqlFaults
{
    public static bool IsExpected(Exception fault) =>
        fault
            is NpgsqlException
                or ProbeException
                or IOException
                or OperationCanceledException
                or TimeoutException
                or System.Net.Sockets.SocketException;

    /// <summary>What happened, as a sentence without a full stop.</summary>
    public static string Words(Exception fault) =>
        ProbeFailureClassifier.Classify(fault, "it did not answer in time").Detail;
}
