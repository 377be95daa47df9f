using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Primacy.Topology;

namespace Primacy.Probing;

/// <summary>
/// Finds out whether something else than PostgreSQL listens, on a connection of its own that is closed before the
/// driver opens one. The driver would take a web server's or an SSH server's first bytes for the length of a message
/// and make room for a gigabyte. It is done only until an endpoint has spoken PostgreSQL, and again when it no longer
/// does.
/// </summary>
/// <remarks>
/// It asks for GSSAPI encryption, which every server since version 12 answers with one byte, and which, unlike a
/// request for TLS that is then dropped, leaves no line in the server's log. See
/// https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-GSSAPI.
/// </remarks>
internal static class Greeting
{
    const int GssEncryptionRequest = (1234 << 16) | 5680;
    const int ErrorBytesMax = 30_000;
    const int WordsBytesMax = 64;

    /// <summary>Servers of line-based protocols answer nothing before they have seen the end of a line.</summary>
    static readonly byte[] EndOfRequest = "\r\n\r\n"u8.ToArray();

    /// <summary>Throws when what listens is not PostgreSQL, or when nothing does.</summary>
    public static async Task CheckAsync(
        string host,
        int port,
        TimeSpan patience,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        using var socket = await DialAsync(host, port, patience, time, cancellation);
        var request = new byte[2 * sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(request, request.Length);
        BinaryPrimitives.WriteInt32BigEndian(request.AsSpan(sizeof(int)), GssEncryptionRequest);
        await socket.SendAsync(request, cancellation);

        var answer = new byte[WordsBytesMax];
        var reading = socket.ReceiveAsync(answer, cancellation).AsTask();
        await ((Task)reading)
            .WaitAsync(patience / 2, time, CancellationToken.None)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!reading.IsCompleted)
            await socket.SendAsync(EndOfRequest, cancellation);
        var count = await reading;
        if (!IsPostgres(answer.AsSpan(0, count)))
            throw new ProbeException(ProbeFailure.NotPostgres, $"it says \"{Words(answer.AsSpan(0, count))}\"");
    }

    /// <summary>
    /// Whether these may be the first bytes of PostgreSQL or of one of its proxies: yes, no, or an error message. An
    /// end without a byte proves nothing: the driver shall see for itself.
    /// </summary>
    public static bool IsPostgres(ReadOnlySpan<byte> answer) =>
        answer switch
        {
            [] or [(byte)'G'] or [(byte)'N'] or [(byte)'S'] => true,
            [(byte)'E', .. { Length: >= sizeof(int) } rest] => BinaryPrimitives.ReadUInt32BigEndian(rest)
                <= ErrorBytesMax,
            _ => false,
        };

    /// <summary>The first line of what was said, unprintable bytes as dots.</summary>
    static string Words(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOfAny((byte)'\r', (byte)'\n');
        var words = new StringBuilder();
        foreach (var b in end > 0 ? answer[..end] : answer)
            words.Append(b is >= 0x20 and < 0x7f ? (char)b : '.');
        return words.ToString();
    }

    static async Task<Socket> DialAsync(
        string host,
        int port,
        TimeSpan patience,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        var endpoints = await ResolveAsync(host, port, cancellation);
        for (var i = 0; ; i++)
        {
            // Each address of a name gets an equal share of the time, as an unreachable one must not hide the others.
            using var share = new CancellationTokenSource(patience / endpoints.Length, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(share.Token, cancellation);
            var protocol = endpoints[i] is IPEndPoint ? ProtocolType.Tcp : ProtocolType.Unspecified;
            var socket = new Socket(endpoints[i].AddressFamily, SocketType.Stream, protocol);
            try
            {
                await socket.ConnectAsync(endpoints[i], either.Token);
                return socket;
            }
            catch (Exception e)
            {
                socket.Dispose();
                var isLast = i == endpoints.Length - 1;
                if (
                    isLast
                    || cancellation.IsCancellationRequested
                    || e is not (SocketException or OperationCanceledException)
                )
                    throw;
            }
        }
    }

    static async Task<EndPoint[]> ResolveAsync(string host, int port, CancellationToken cancellation)
    {
        if (host is ['/' or '@', ..])
            return [SocketFile(host, port)];
        var addresses = await Dns.GetHostAddressesAsync(host, cancellation);
        return addresses.Length > 0
            ? Array.ConvertAll(addresses, address => (EndPoint)new IPEndPoint(address, port))
            : throw new ProbeException(ProbeFailure.NameNotFound, $"{host} has no address");
    }

    static UnixDomainSocketEndPoint SocketFile(string directory, int port)
    {
        var path = $"{directory}/.s.PGSQL.{port}";
        if (directory[0] == '/' && !File.Exists(path))
            throw new ProbeException(ProbeFailure.Refused, $"there is no socket {path}");
        return new UnixDomainSocketEndPoint(path);
    }
}
