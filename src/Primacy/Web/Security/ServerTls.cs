using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Primacy.Web.Security;

/// <summary>
/// How the next handshake goes. The files are read for each, so that a certificate that was renewed is shown at once;
/// one that cannot be used leaves the old in place.
/// </summary>
internal sealed partial class ServerTls(WebRules rules, ILogger<ServerTls> logger)
{
    /// <summary>They are not for choosing in TLS 1.3, and so not in what is configured.</summary>
    static readonly TlsCipherSuite[] Newest =
    [
        TlsCipherSuite.TLS_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_CHACHA20_POLY1305_SHA256,
    ];

    readonly Lock _gate = new();
    (TlsOptions Options, TlsTexts Texts)? _made;
    SslServerAuthenticationOptions? _tls;
    string _fault = "";

    public SslServerAuthenticationOptions Now()
    {
        var options = rules.Now().Tls ?? throw new InvalidOperationException("TLS is not configured.");
        lock (_gate)
        {
            try
            {
                var texts = TlsTexts.Read(options);
                if (_tls is null || _made != (options, texts))
                    (_tls, _made) = (Make(options, texts), (options, texts));
                _fault = "";
                return _tls;
            }
            catch (WebOptionsException fault) when (_tls is { })
            {
                if (_fault != fault.Message)
                    LogKept(fault.Message);
                _fault = fault.Message;
                return _tls;
            }
        }
    }

    /// <exception cref="WebOptionsException">A file cannot be used.</exception>
    public static SslServerAuthenticationOptions Make(TlsOptions options, TlsTexts texts)
    {
        var tls = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = texts.Identity(options),
            EnabledSslProtocols = options.Protocols,
            ClientCertificateRequired = options.Clients is not ClientCertificates.NoClientCert,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
                IsWelcome(options, certificate as X509Certificate2, errors),
        };
        if (texts.ClientAuthorities(options) is { } authorities)
        {
            var trust = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            trust.CustomTrustStore.AddRange(authorities);
            tls.CertificateChainPolicy = trust;
        }
        if (options.Suites.Count > 0 && !OperatingSystem.IsWindows())
            tls.CipherSuitesPolicy = new CipherSuitesPolicy([
                .. options.Suites.Select(Enum.Parse<TlsCipherSuite>).Except(Newest),
                .. Newest,
            ]);
        return tls;
    }

    static bool IsWelcome(TlsOptions options, X509Certificate2? certificate, SslPolicyErrors errors)
    {
        var isAllowed = options.Clients switch
        {
            ClientCertificates.RequireAnyClientCert => certificate is { },
            ClientCertificates.VerifyClientCertIfGiven => certificate is null || errors is SslPolicyErrors.None,
            ClientCertificates.RequireAndVerifyClientCert => certificate is { } && errors is SslPolicyErrors.None,
            _ => true,
        };
        return isAllowed && (options.ClientNames.Count == 0 || HasName(options, certificate));
    }

    static bool HasName(TlsOptions options, X509Certificate2? certificate) =>
        certificate is { } && AlternativeNames.Of(certificate).Any(name => options.ClientNames.Contains(name));

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The certificate for TLS has changed and cannot be used, so the old one stays in use: {Reason}"
    )]
    partial void LogKept(string reason);
}
