using System.Net.Sockets;
using Npgsql;

namespace Primacy.Probing.Wire;

/// <summary>
/// What a server answers to one <see cref="Question"/>: its rows, in a buffer that stays for the next. See
/// https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-EXT-QUERY.
/// </summary>
/// <remarks>
/// The driver connects, authenticates and closes; only this one exchange, twice a second with every instance for ever,
/// is read without it: with it, a look costs a quarter more.
/// </remarks>
internal sealed class Answer
{
    const int UsualBytes = 8 * 1024;

    /// <summary>A row is about 200 bytes, and a server has at most some thousand standbys.</summary>
    const int MessageBytesMax = 1024 * 1024;

    const int AnswerBytesMax = 16 * MessageBytesMax;

    readonly List<(int Start, int Length)> _rows = [];
    byte[] _buffer = new byte[UsualBytes];

    /// <summary>Where the first message begins that was not taken yet.</summary>
    int _next;

    /// <summary>Where the bytes end that were received.</summary>
    int _end;

    public int RowCount => _rows.Count;

    /// <summary>The columns of a row, good until the next answer is received.</summary>
    public ReadOnlySpan<byte> Row(int index) => _buffer.AsSpan(_rows[index].Start, _rows[index].Length);

    /// <summary>Reads until the server is ready for the next question; throws what it complains about.</summary>
    /// <param name="stream">Where from.</param>
    /// <param name="direct">The socket itself, if the loop's thread has heard it and listens for what follows.</param>
    public async ValueTask ReceiveAsync(Stream stream, Socket? direct)
    {
        Forget();
        PostgresException? complaint = null;
        for (var isFirst = true; ; isFirst = false)
        {
            while (TryTake(out var type, out var start, out var length))
            {
                if (type == 'Z')
                {
                    if (complaint is { })
                        throw complaint;
                    return;
                }
                if (type == 'E')
                    complaint ??= Complaint.Read(_buffer.AsSpan(start, length));
                else if (type == 'D')
                    _rows.Add((start, length));
                else
                    ThrowUnlessHarmless(type);
            }
            MakeRoom();
            // The first part was listened for by whom it is received.
            if (!isFirst)
                await new Listening(direct);
            var count = await ReadAsync(stream, direct, complaint).ConfigureAwait(false);
            if (count == 0)
                throw (Exception?)complaint ?? new EndOfStreamException();
            _end += count;
        }
    }

    /// <summary>
    /// A server that says why and hangs up may reset the connection: its words are the better reason.
    /// </summary>
    async ValueTask<int> ReadAsync(Stream stream, Socket? direct, PostgresException? complaint)
    {
        try
        {
            return direct is { }
                ? direct.Receive(_buffer.AsSpan(_end))
                : await stream.ReadAsync(_buffer.AsMemory(_end)).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or SocketException && complaint is { })
        {
            throw complaint;
        }
    }

    /// <summary>Drops the answer before. What a server says of its own accord may lie behind it already.</summary>
    void Forget()
    {
        _rows.Clear();
        _buffer.AsSpan(_next, _end - _next).CopyTo(_buffer);
        (_next, _end) = (0, _end - _next);
    }

    bool TryTake(out char type, out int start, out int length)
    {
        start = _next + Framing.HeadBytes;
        var isHere = Framing.TryRead(_buffer.AsSpan(_next, _end - _next), out type, out length);
        if (length > MessageBytesMax)
            throw Framing.Broken($"it announces a message of {length} bytes");
        if (isHere)
            _next = start + length;
        return isHere;
    }

    void MakeRoom()
    {
        if (_end < _buffer.Length)
            return;
        if (_buffer.Length >= AnswerBytesMax)
            throw Framing.Broken($"its answer is longer than {AnswerBytesMax} bytes");
        Array.Resize(ref _buffer, 2 * _buffer.Length);
    }

    /// <summary>
    /// Done with Parse, Bind or Execute; and what any server may say at any time: a notice, a parameter, a
    /// notification.
    /// </summary>
    static void ThrowUnlessHarmless(char type)
    {
        if (type is not ('1' or '2' or 'C' or 'N' or 'S' or 'A'))
            throw Framing.Stray(type);
    }
}
