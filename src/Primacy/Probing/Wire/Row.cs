using System.Buffers.Binary;
using System.Globalization;
using Primacy.Topology;
using static Primacy.Probing.ProbeQuery;

namespace Primacy.Probing.Wire;

/// <summary>
/// One row of an <see cref="Answer"/> with every column in the binary format: numbers and LSNs in network byte order, a
/// point in time in microseconds since 2000.
/// </summary>
internal readonly ref struct Row
{
    const int Null = -1;

    static readonly DateTimeOffset Epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    readonly ReadOnlySpan<byte> _bytes;
    readonly ReadOnlySpan<(int Start, int Length)> _columns;

    /// <summary>Finds the columns.</summary>
    /// <param name="bytes">The row as the server sent it.</param>
    /// <param name="columns">Where to put what was found, as long as the row is of use.</param>
    public Row(ReadOnlySpan<byte> bytes, Span<(int Start, int Length)> columns)
    {
        var next = sizeof(short);
        if (bytes.Length < next || BinaryPrimitives.ReadInt16BigEndian(bytes) != columns.Length)
            throw Malformed();
        for (var i = 0; i < columns.Length; i++)
        {
            if (bytes.Length - next < sizeof(int))
                throw Malformed();
            var length = BinaryPrimitives.ReadInt32BigEndian(bytes[next..]);
            next += sizeof(int);
            if (length < Null || length > bytes.Length - next)
                throw Malformed();
            columns[i] = (next, length);
            next += Math.Max(length, 0);
        }
        _bytes = bytes;
        _columns = columns;
    }

    public bool IsNull(Column column) => _columns[(int)column].Length == Null;

    public bool Boolean(Column column) => Bytes(column, sizeof(bool))[0] != 0;

    public int Int32(Column column) => BinaryPrimitives.ReadInt32BigEndian(Bytes(column, sizeof(int)));

    public long Int64(Column column) => BinaryPrimitives.ReadInt64BigEndian(Bytes(column, sizeof(long)));

    public double Double(Column column) => BinaryPrimitives.ReadDoubleBigEndian(Bytes(column, sizeof(double)));

    public DateTimeOffset Time(Column column) => Epoch.AddMicroseconds(Int64(column));

    public ReadOnlySpan<byte> Text(Column column)
    {
        var (start, length) = _columns[(int)column];
        return length == Null ? throw Malformed() : _bytes.Slice(start, length);
    }

    ReadOnlySpan<byte> Bytes(Column column, int length) =>
        _columns[(int)column].Length == length
            ? _bytes.Slice(_columns[(int)column].Start, length)
            : throw new ProbeException(
                ProbeFailure.Protocol,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"its answer has {_columns[(int)column].Length} bytes as {column}"
                )
            );

    static ProbeException Malformed() => new(ProbeFailure.Protocol, "its answer is no row of the question's columns");
}
