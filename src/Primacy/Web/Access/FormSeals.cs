using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Primacy.Acting;

namespace Primacy.Web.Access;

/// <summary>
/// A word in every form of ours that no other site can know. It holds for one person and until the process ends, so
/// that nothing has to be kept.
/// </summary>
internal sealed class FormSeals
{
    /// <summary>The field of a form that holds it.</summary>
    public const string Field = "seal";

    readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    public string For(Actor actor) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{actor.How}\n{actor.Name}")));

    public bool IsRight(Actor actor, string seal) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(For(actor)), Encoding.UTF8.GetBytes(seal));
}
