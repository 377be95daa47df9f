using System.Buffers.Binary;
using static Primacy.Probing.ProbeQuery;

namespace Primacy.Probing.Wire;

/// <summary>
/// One row of an <see cref="Answer"/> with every column in the binary format: numbers and LSNs in network byte order, a
/// point in time in microseconds since 2000.
/// </summary>
internal readonly ref struct Row
{
    static readonly DateTimeOffset Epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    readonly ReadOnlySpan<byte> _bytes;
    readonly ReadOnlySpan<(int Start, int Length)> _columns;

    /// <summary>Finds the columns.</summary>
    /// <param name="bytes">The row as the server sent it.</param>
    /// <param name="columns">Where to put what was found, as long as the row is of use.</param>
    public Row(ReadOnlySpan<byte> bytes, Span<(int Start, int Length)> columns)
    {
        Framing.FindValues(bytes, columns);
        _bytes = bytes;
        _columns = columns;
    }

    public bool IsNull(Column column) => _columns[(int)column].Length == Framing.Null;

    public bool Boolean(Column column) => Bytes(column, sizeof(bool))[0] != 0;

    public int Int32(Column column) => BinaryPrimitives.ReadInt32BigEndian(Bytes(column, sizeof(int)));

    public long Int64(Column column) => BinaryPrimitives.ReadInt64BigEndian(Bytes(column, sizeof(long)));

    public double Double(Column column) => BinaryPrimitives.ReadDoubleBigEndian(Bytes(column, sizeof(double)));

    public DateTimeOffset Time(Column column) => Epoch.AddMicroseconds(Int64(column));

    public ReadOnlySpan<byte> Text(Column column)
    {
        var (start, length) = _columns[(int)column];
        return length == Framing.Null ? throw Framing.NoRow() : _bytes.Slice(start, length);
    }

    ReadOnlySpan<byte> Bytes(Column column, int length) =>
        _columns[(int)column].Length == length
            ? _bytes.Slice(_columns[(int)column].Start, length)
            : throw Framing.Broken($"its answer has {_columns[(int)column].Length} bytes as {column}");
}
