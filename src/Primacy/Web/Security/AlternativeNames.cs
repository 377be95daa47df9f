using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Primacy.Web.Security;

/// <summary>
/// The names that a certificate was issued for besides its subject: DNS names, e-mail addresses, IP addresses, URIs.
/// The framework's own reader gives the first and the third only. See https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.6.
/// </summary>
internal static class AlternativeNames
{
    const string Extension = "2.5.29.17";

    static readonly Asn1Tag Mail = new(TagClass.ContextSpecific, 1);
    static readonly Asn1Tag Dns = new(TagClass.ContextSpecific, 2);
    static readonly Asn1Tag Uri = new(TagClass.ContextSpecific, 6);
    static readonly Asn1Tag Address = new(TagClass.ContextSpecific, 7);

    /// <summary>None where the certificate has none, or such as nobody can read.</summary>
    public static IReadOnlyList<string> Of(X509Certificate2 certificate)
    {
        var names = new List<string>();
        foreach (var extension in certificate.Extensions.Where(one => one.Oid?.Value == Extension))
        {
            try
            {
                Read(extension.RawData, names);
            }
            catch (Exception fault) when (fault is AsnContentException or CryptographicException or ArgumentException)
            {
                return [];
            }
        }
        return names;
    }

    static void Read(byte[] data, List<string> names)
    {
        var all = new AsnReader(data, AsnEncodingRules.DER).ReadSequence();
        while (all.HasData)
        {
            var tag = all.PeekTag();
            if (tag == Mail || tag == Dns || tag == Uri)
                names.Add(all.ReadCharacterString(UniversalTagNumber.IA5String, tag));
            else if (tag == Address)
                names.Add(new IPAddress(all.ReadOctetString(tag)).ToString());
            else
                all.ReadEncodedValue();
        }
    }
}
