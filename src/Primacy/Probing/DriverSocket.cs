using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Npgsql;

namespace Primacy.Probing;

/// <summary>
/// The socket and the stream under an open connection. The driver offers no way to give up a question but to cancel it,
/// for which it opens a second connection, in vain and blocking a thread when the server is frozen, and none to speak
/// otherwise than it does; hence this reach into it, and into one setting of .NET's sockets. The driver's version is
/// pinned and a test fails should the names change. Bound at compile time, no reflection.
/// </summary>
internal static class DriverSocket
{
    const string ConnectorType = "Npgsql.Internal.NpgsqlConnector, Npgsql";

    /// <summary>Far more than a server with a hundred standbys answers.</summary>
    const int LongAnswerBytes = 32 * 1024;

    public static Socket? Of(NpgsqlConnection connection) =>
        Connector(connection) is { } connector ? SocketOf(connector) : null;

    /// <summary>
    /// The stream over that socket, with TLS if it was agreed upon, to speak in a way the driver does not. Only while
    /// the driver waits for nothing.
    /// </summary>
    public static Stream StreamOf(NpgsqlConnection connection) =>
        Connector(connection) is { } connector
            ? StreamOf(connector)
            : throw new InvalidOperationException("The connection is not open.");

    /// <summary>
    /// Lets the driver read on the thread that learns of an answer, instead of waking two of the pool for it. Only for
    /// one who does no more than read there, as that thread serves all sockets of the process.
    /// </summary>
    public static void CompleteAtOnce(Socket socket) => PreferInlineCompletions(socket.SafeHandle, true);

    /// <summary>
    /// Has the kernel report only long answers and the end of the connection: short ones are looked for. What the
    /// driver opened stays registered with the thread that hears of all sockets, which else is woken for each answer
    /// that the loop's thread reads by itself; that was a tenth of what a look costs. See SO_RCVLOWAT in
    /// https://man7.org/linux/man-pages/man7/socket.7.html.
    /// </summary>
    public static void ReportLittle(Socket socket) =>
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReceiveLowWater, LongAnswerBytes);

    /// <summary>
    /// Ends both directions. A read that waits returns at once as if the server had closed, and the driver then cleans
    /// up in its own way.
    /// </summary>
    public static void Shutdown(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It is closed already, which is what is wanted.
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Connector")]
    [return: UnsafeAccessorType(ConnectorType)]
    static extern object? Connector(NpgsqlConnection connection);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_PreferInlineCompletions")]
    static extern void PreferInlineCompletions(SafeSocketHandle socket, bool value);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_stream")]
    static extern ref Stream StreamOf([UnsafeAccessorType(ConnectorType)] object connector);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_socket")]
    static extern ref Socket? SocketOf([UnsafeAccessorType(ConnectorType)] object connector);
}
