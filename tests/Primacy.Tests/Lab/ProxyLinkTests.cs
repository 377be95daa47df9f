using System.Net;
using System.Net.Sockets;
using Primacy.Lab.Proxying;
using Primacy.Peers;
using Xunit;

namespace Primacy.Tests.Lab;

/// <summary>A link that cannot listen does not end the round in which the others are looked after.</summary>
public sealed class ProxyLinkTests
{
    [Fact]
    public async Task A_port_that_somebody_holds_is_listened_on_once_it_is_free()
    {
        var port = FreePort.Take();
        using var behind = new TcpListener(IPAddress.Loopback, 0);
        behind.Start();
        var target = ((IPEndPoint)behind.LocalEndpoint).Port;
        using var holder = new TcpListener(IPAddress.Loopback, port);
        holder.Start();
        await using var link = new ProxyLink(port);
        link.Route(target, isCutOff: false);

        await link.MirrorAsync([target]);
        holder.Stop();
        Assert.False(await IsListenedOnAsync(port));
        await link.MirrorAsync([target]);

        Assert.True(await IsListenedOnAsync(port));
    }

    /// <summary>An address that is kept for documentation, and so nobody's.</summary>
    [Fact]
    public async Task Any_other_fault_of_the_system_is_borne_too()
    {
        var target = FreePort.Take();
        await using var link = new ProxyLink(new IPEndPoint(IPAddress.Parse("192.0.2.1"), FreePort.Take()));
        link.Route(target, isCutOff: false);

        for (var i = 0; i < 2; i++)
            Assert.Null(await Record.ExceptionAsync(() => link.MirrorAsync([target])));
    }

    static async Task<bool> IsListenedOnAsync(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
