using System.Net.Sockets;
using Primacy.Lab.Registry;

namespace Primacy.Lab.Proxying;

/// <summary>
/// Speaks to a lab's proxy, whichever process it runs in: one byte to ask, the same byte when it is done.
/// </summary>
internal static class ProxyControl
{
    public const byte Apply = (byte)'a';
    public const byte Stop = (byte)'s';

    /// <summary>Whether the proxy did it; false when there is no proxy.</summary>
    public static async Task<bool> AskAsync(LabDirectory directory, byte word, CancellationToken cancellationToken)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(directory.ControlSocket), cancellationToken);
            var answer = new[] { word };
            await socket.SendAsync(answer, cancellationToken);
            return await socket.ReceiveAsync(answer, cancellationToken) == 1;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
