using System.Buffers;
using Primacy.Probing.Wire;

namespace Primacy.Scraping.Wire;

/// <summary>What a server has sent and nobody has taken yet, in a buffer that is borrowed while it is used.</summary>
internal sealed class Inbox
{
    const int UsualBytes = 32 * 1024;

    byte[] _buffer = [];

    /// <summary>Where the first message begins that was not taken yet.</summary>
    int _next;

    /// <summary>Where the bytes end that were received.</summary>
    int _end;

    /// <summary>What holds the bodies of messages, until the next bytes are received.</summary>
    public byte[] Buffer => _buffer;

    public async ValueTask ReceiveAsync(Stream stream)
    {
        MakeRoom();
        var count = await stream.ReadAsync(_buffer.AsMemory(_end)).ConfigureAwait(false);
        if (count == 0)
            throw new EndOfStreamException();
        _end += count;
    }

    /// <summary>Takes the next message, if it is here as a whole.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="start">Where its body begins.</param>
    /// <param name="length">How many bytes the body has.</param>
    public bool TryTake(out char type, out int start, out int length)
    {
        start = _next + Framing.HeadBytes;
        var isHere = Framing.TryRead(_buffer.AsSpan(_next, _end - _next), out type, out length);
        if (length > AnswerTooLongException.BytesMax)
            throw new AnswerTooLongException();
        if (isHere)
            _next = start + length;
        return isHere;
    }

    /// <summary>Gives the buffer back where nothing is left in it.</summary>
    public void Release()
    {
        if (_next < _end || _buffer.Length == 0)
            return;
        ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _next, _end) = ([], 0, 0);
    }

    /// <summary>Moves what is left to the front; into a larger buffer where a single message fills it.</summary>
    void MakeRoom()
    {
        var left = _buffer.AsSpan(_next, _end - _next);
        if (left.IsEmpty && _buffer.Length > 0)
        {
            (_next, _end) = (0, 0);
            return;
        }
        if (_end < _buffer.Length)
            return;
        if (left.Length > _buffer.Length / 2 || _buffer.Length == 0)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(UsualBytes, 2 * _buffer.Length));
            left.CopyTo(larger);
            if (_buffer.Length > 0)
                ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
        else
        {
            left.CopyTo(_buffer);
        }
        (_next, _end) = (0, left.Length);
    }
}
