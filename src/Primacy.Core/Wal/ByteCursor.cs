using System.Buffers.Binary;

namespace Primacy.Wal;

/// <summary>Reads fields one after the other and says so, rather than throw, when the bytes are at their end.</summary>
ref struct ByteCursor(ReadOnlySpan<byte> bytes)
{
    ReadOnlySpan<byte> _left = bytes;

    public readonly int Left => _left.Length;

    public bool TryRead(out byte value)
    {
        value = _left.IsEmpty ? (byte)0 : _left[0];
        return Skip(sizeof(byte));
    }

    public bool TryRead(out ushort value) =>
        BinaryPrimitives.TryReadUInt16LittleEndian(_left, out value) && Skip(sizeof(ushort));

    public bool TryRead(out uint value) =>
        BinaryPrimitives.TryReadUInt32LittleEndian(_left, out value) && Skip(sizeof(uint));

    public bool TryRead(out ulong value) =>
        BinaryPrimitives.TryReadUInt64LittleEndian(_left, out value) && Skip(sizeof(ulong));

    public bool Skip(ulong bytes)
    {
        if (bytes > (ulong)_left.Length)
            return false;
        _left = _left[(int)bytes..];
        return true;
    }

    public bool TryTake(ulong bytes, out ReadOnlySpan<byte> taken)
    {
        var before = _left;
        var isThere = Skip(bytes);
        taken = isThere ? before[..(int)bytes] : default;
        return isThere;
    }
}
