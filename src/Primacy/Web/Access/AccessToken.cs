using System.Security.Cryptography;
using System.Text;

namespace Primacy.Web.Access;

/// <summary>
/// A secret by which somebody is known. Only its digest is kept. A token is long and drawn by chance, so that a digest
/// that is fast to compute tells nobody what it was.
/// </summary>
/// <param name="Name">Whose it is.</param>
/// <param name="Digest">The SHA-256 of it, in hexadecimal digits.</param>
/// <param name="MayAct">Whether its owner may do more than read.</param>
internal sealed record AccessToken(string Name, string Digest, bool MayAct)
{
    public const int LengthMin = 20;

    public static string DigestOf(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>Takes the same time however much of it is right.</summary>
    public bool Is(string digest) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Digest), Encoding.ASCII.GetBytes(digest));

    /// <summary>Never prints the digest.</summary>
    public override string ToString() => Name;
}
