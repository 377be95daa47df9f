using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Xunit;

namespace Primacy.Tests.Web.Security;

/// <summary>What a server agrees to.</summary>
internal static class Handshake
{
    public static async Task<(SslProtocols Protocol, string Suite)> WithAsync(
        Uri address,
        X509Certificate2 expected,
        SslProtocols ours
    )
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        await using var tls = new SslStream(socket.GetStream());
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = address.Host,
                EnabledSslProtocols = ours,
                RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                    certificate?.GetCertHashString() == expected.GetCertHashString(),
            },
            TestContext.Current.CancellationToken
        );
        return (tls.SslProtocol, tls.NegotiatedCipherSuite.ToString());
    }
}
