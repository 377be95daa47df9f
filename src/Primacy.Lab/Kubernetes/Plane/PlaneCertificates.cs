using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Primacy.Lab.Kubernetes.Plane;

/// <summary>
/// The authority of one control plane, and what it vouches for. See
/// https://kubernetes.io/docs/setup/best-practices/certificates/.
/// </summary>
internal sealed class PlaneCertificates : IDisposable
{
    const string ServerUse = "1.3.6.1.5.5.7.3.1";
    const string ClientUse = "1.3.6.1.5.5.7.3.2";

    static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    readonly DateTimeOffset _from;
    readonly DateTimeOffset _to;
    readonly X509Certificate2 _authority;

    public PlaneCertificates(TimeProvider time)
    {
        (_from, _to) = (time.GetUtcNow() - TimeSpan.FromHours(1), time.GetUtcNow() + Lifetime);
        using var key = NewKey();
        var request = new CertificateRequest("CN=primacy-lab", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        _authority = request.CreateSelfSigned(_from, _to);
    }

    public string Authority => _authority.ExportCertificatePem();

    /// <summary>What the API server shows to its clients.</summary>
    public (string Certificate, string Key) ForServer()
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        names.AddDnsName("kubernetes.default.svc");
        return Issue("CN=kube-apiserver", ServerUse, names.Build());
    }

    /// <summary>What somebody shows to the API server.</summary>
    /// <param name="subject">Who it is: CN the user, O the group.</param>
    public (string Certificate, string Key) ForClient(string subject) => Issue(subject, ClientUse);

    /// <summary>The kubeconfig of somebody.</summary>
    public string Kubeconfig(string server, string subject)
    {
        var (certificate, key) = ForClient(subject);
        return $$"""
            apiVersion: v1
            kind: Config
            current-context: lab
            clusters:
            - name: lab
              cluster:
                server: "{{server}}"
                certificate-authority-data: {{Data(Authority)}}
            contexts:
            - name: lab
              context: { cluster: lab, user: me, namespace: default }
            users:
            - name: me
              user:
                client-certificate-data: {{Data(certificate)}}
                client-key-data: {{Data(key)}}

            """;
    }

    /// <summary>A key with which tokens of service accounts are signed.</summary>
    public static string SigningKey()
    {
        using var key = NewKey();
        return key.ExportECPrivateKeyPem();
    }

    public void Dispose() => _authority.Dispose();

    (string Certificate, string Key) Issue(string subject, string use, X509Extension? names = null)
    {
        using var key = NewKey();
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], critical: false));
        if (names is not null)
            request.CertificateExtensions.Add(names);
        using var certificate = request.Create(_authority, _from, _to, RandomNumberGenerator.GetBytes(8));
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    static ECDsa NewKey() => ECDsa.Create(ECCurve.NamedCurves.nistP256);

    static string Data(string pem) => Convert.ToBase64String(Encoding.ASCII.GetBytes(pem));
}
