using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Primacy.Web.Security;

/// <summary>
/// Whether a password is somebody's. bcrypt is slow on purpose, so that what it said is remembered, and one at a time
/// is asked. Who is not known is compared with another's hash, which takes as long.
/// </summary>
internal sealed class Passwords : IDisposable
{
    /// <summary>Of those that were right and of those that were wrong, each for itself.</summary>
    const int KeptMax = 100;

    const int WaitingMax = 50;

    /// <summary>What is remembered tells nothing without it, and it is nowhere but in this process.</summary>
    readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    readonly Remembered _right = new(KeptMax);
    readonly Remembered _wrong = new(KeptMax);
    readonly SemaphoreSlim _one = new(1);
    int _waiting;

    /// <summary>Whether it is right; null where so many want to know that nobody can be told.</summary>
    public async ValueTask<bool?> AreRightAsync(
        IReadOnlyList<WebUser> users,
        string name,
        string password,
        CancellationToken cancellation
    )
    {
        var user = users.FirstOrDefault(one => one.Name == name);
        // Costs differ where hashes were made with different ones, which is the operator's choice.
        var hash = (user ?? users[0]).Hash;
        // Whether it is a user is part of it: one who is taken out of the file was right a moment ago.
        var digest = Digest(user is null ? "nobody" : "user", name, hash, password);
        if (_right.Has(digest))
            return true;
        if (_wrong.Has(digest))
            return false;
        var isRight = await AskAsync(hash, password, cancellation);
        if (isRight is { } known)
            (known && user is { } ? _right : _wrong).Add(digest);
        return isRight is true ? user is { } : isRight;
    }

    public void Dispose() => _one.Dispose();

    async Task<bool?> AskAsync(string hash, string password, CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref _waiting) > WaitingMax)
        {
            Interlocked.Decrement(ref _waiting);
            return null;
        }
        try
        {
            await _one.WaitAsync(cancellation);
            try
            {
                return await Task.Run(() => Verify(hash, password), CancellationToken.None);
            }
            finally
            {
                _one.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    static bool Verify(string hash, string password)
    {
        try
        {
            return BCrypt.Net.BCrypt.Verify(password, hash);
        }
        catch (Exception fault) when (fault is ArgumentException or BCrypt.Net.SaltParseException)
        {
            // What the library does not take as a password is nobody's.
            return false;
        }
    }

    string Digest(params ReadOnlySpan<string> parts)
    {
        using var sum = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            // With its length, so that no two lists read the same.
            BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
            sum.AppendData(length);
            sum.AppendData(bytes);
        }
        return Convert.ToBase64String(sum.GetHashAndReset());
    }
}
