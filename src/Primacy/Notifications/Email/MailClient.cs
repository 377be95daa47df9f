using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Smtp;
using MimeKit;

namespace Primacy.Notifications.Email;

/// <summary>
/// A session with a mail server. One address that is refused keeps the mail from nobody else: the library would give up
/// all of them.
/// </summary>
internal sealed class MailClient : SmtpClient
{
    public MailClient(string? trustedRoots)
    {
        CheckCertificateRevocation = false;
        if (trustedRoots is not null)
            ServerCertificateValidationCallback = (_, certificate, chain, errors) =>
                IsTrusted(certificate, chain, errors, trustedRoots);
    }

    /// <summary>Who was refused, and in which words.</summary>
    public List<(string Address, SmtpResponse Response)> Refusals { get; } = [];

    protected override void OnRecipientNotAccepted(
        MimeMessage message,
        MailboxAddress mailbox,
        SmtpResponse response
    ) => Refusals.Add((mailbox.Address, response));

    static bool IsTrusted(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors, string roots)
    {
        if (certificate is null || chain is null || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != 0)
            return false;
        using var anew = new X509Chain();
        anew.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        anew.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        anew.ChainPolicy.CustomTrustStore.ImportFromPemFile(roots);
        foreach (var element in chain.ChainElements.Skip(1))
            anew.ChainPolicy.ExtraStore.Add(element.Certificate);
        using var server = new X509Certificate2(certificate);
        return anew.Build(server);
    }
}
