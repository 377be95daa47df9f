namespace Primacy.Web.Security;

/// <summary>
/// What is asked of those who connect, in the words of Go's ClientAuthType. See
/// https://pkg.go.dev/crypto/tls#ClientAuthType.
/// </summary>
internal enum ClientCertificates
{
    NoClientCert,
    RequestClientCert,
    RequireAnyClientCert,
    VerifyClientCertIfGiven,
    RequireAndVerifyClientCert,
}
