using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Primacy.Web.Security;
using Xunit;

namespace Primacy.Tests.Web.Security;

public sealed class AlternativeNamesTests
{
    [Fact]
    public void Every_kind_of_name_is_read()
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("prometheus.example");
        names.AddIpAddress(IPAddress.Parse("192.0.2.1"));
        names.AddIpAddress(IPAddress.Parse("2001:db8::1"));
        names.AddEmailAddress("dba@example.com");
        names.AddUri(new Uri("spiffe://example/prometheus"));
        names.AddUserPrincipalName("passed-over@example.com");
        using var certificate = With(names.Build());

        Assert.Equal(
            ["prometheus.example", "192.0.2.1", "2001:db8::1", "dba@example.com", "spiffe://example/prometheus"],
            AlternativeNames.Of(certificate)
        );
    }

    [Fact]
    public void Who_has_none_or_unreadable_ones_has_none()
    {
        using var without = With();
        using var broken = With(new X509Extension("2.5.29.17", [0x30, 0x05, 0x82, 0x09], critical: false));

        Assert.Empty(AlternativeNames.Of(without));
        Assert.Empty(AlternativeNames.Of(broken));
    }

    static X509Certificate2 With(params IEnumerable<X509Extension> extensions)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=the subject counts nothing", key, HashAlgorithmName.SHA256);
        foreach (var extension in extensions)
            request.CertificateExtensions.Add(extension);
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
