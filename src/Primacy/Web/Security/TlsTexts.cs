using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Primacy.Web.Security;

/// <summary>What stands in the files that TLS needs; equal where they have not changed.</summary>
internal sealed record TlsTexts
{
    readonly string _certificate;
    readonly string _key;
    readonly string? _clientAuthorities;

    TlsTexts(string certificate, string key, string? clientAuthorities) =>
        (_certificate, _key, _clientAuthorities) = (certificate, key, clientAuthorities);

    /// <exception cref="WebOptionsException">A file cannot be read.</exception>
    public static TlsTexts Read(TlsOptions options) =>
        new(options.Certificate.Read(), options.Key.Read(), options.ClientAuthorities?.Read());

    /// <summary>The server's certificate with those that lead to its root.</summary>
    /// <exception cref="WebOptionsException">There is none, or the key is another's.</exception>
    public SslStreamCertificateContext Identity(TlsOptions options)
    {
        try
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPem(_certificate);
            var own = X509Certificate2.CreateFromPem(_certificate, _key);
            chain.RemoveAt(0);
            // Offline: nothing is fetched from anywhere because somebody connects.
            return SslStreamCertificateContext.Create(own, chain, offline: true);
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            throw new WebOptionsException(
                $"the certificate in {options.Certificate} and the key in {options.Key} are not a pair in PEM form",
                fault
            );
        }
    }

    /// <summary>Whose word is taken for a client's certificate; null for the system's roots.</summary>
    /// <exception cref="WebOptionsException">There is no certificate in it.</exception>
    public X509Certificate2Collection? ClientAuthorities(TlsOptions options)
    {
        if (_clientAuthorities is null)
            return null;
        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPem(_clientAuthorities);
            return authorities.Count > 0 ? authorities : throw new CryptographicException("There is none.");
        }
        catch (CryptographicException fault)
        {
            throw new WebOptionsException($"{options.ClientAuthorities} holds no certificate in PEM form", fault);
        }
    }

    /// <summary>Never prints a key.</summary>
    public override string ToString() => nameof(TlsTexts);
}
