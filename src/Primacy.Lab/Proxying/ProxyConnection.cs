using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace Primacy.Lab.Proxying;

/// <summary>
/// One client's connection and the one behind it. Nothing passes a closed valve, not even an end or a reset.
/// </summary>
internal sealed class ProxyConnection(Socket client, Valve valve)
{
    const int BufferBytes = 64 * 1024;

    public async Task RunAsync(Func<int?> target, CancellationToken cancellationToken)
    {
        using var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using (client)
        {
            try
            {
                await valve.PassAsync(cancellationToken);
                if (target() is not { } port)
                    throw new SocketException((int)SocketError.ConnectionRefused);
                client.NoDelay = server.NoDelay = true;
                await server.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellationToken);
                await Task.WhenAll(
                    PumpAsync(client, server, cancellationToken),
                    PumpAsync(server, client, cancellationToken)
                );
            }
            catch (Exception broken) when (broken is SocketException or OperationCanceledException)
            {
                Reset(client);
                Reset(server);
            }
        }
    }

    async Task PumpAsync(Socket from, Socket to, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            int count;
            do
            {
                count = await from.ReceiveAsync(buffer, cancellationToken);
                await valve.PassAsync(cancellationToken);
                for (var sent = 0; sent < count; )
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), cancellationToken);
            } while (count > 0);
            to.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The other direction waits for this one; a reset ends both, once it gets through.
            await valve.PassAsync(cancellationToken);
            Reset(from);
            Reset(to);
            throw;
        }
        catch (ObjectDisposedException)
        {
            throw new SocketException((int)SocketError.ConnectionReset);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Closing with no time to linger sends a reset.</summary>
    static void Reset(Socket socket)
    {
        if (socket.SafeHandle.IsClosed)
            return;
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Dispose();
    }
}
