using System.Buffers.Binary;
using Primacy.Topology;

namespace Primacy.Probing.Wire;

/// <summary>
/// How messages lie in what was received, and values in a row: what every reader of the protocol has to know, with each
/// length checked. It keeps nothing and allocates nothing. See
/// https://www.postgresql.org/docs/current/protocol-message-formats.html.
/// </summary>
internal static class Framing
{
    /// <summary>The length of a value that is NULL.</summary>
    public const int Null = -1;

    /// <summary>A message begins with its type, and how long it is with that length and without the type.</summary>
    public const int HeadBytes = 1 + sizeof(int);

    /// <summary>
    /// The type of the first message and how many bytes are behind its head. False while it is not here as a whole;
    /// then the length is known as soon as the head is here, and else 0.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> received, out char type, out int length)
    {
        (type, length) = ('\0', 0);
        if (received.Length < HeadBytes)
            return false;
        type = (char)received[0];
        length = BinaryPrimitives.ReadInt32BigEndian(received[1..]) - sizeof(int);
        if (length < 0)
            throw Broken($"it announces a message of {length} bytes");
        return received.Length - HeadBytes >= length;
    }

    /// <summary>Finds where in a DataRow each value begins, and its length.</summary>
    public static void FindValues(ReadOnlySpan<byte> row, Span<(int Start, int Length)> values)
    {
        var next = sizeof(short);
        if (row.Length < next || BinaryPrimitives.ReadInt16BigEndian(row) != values.Length)
            throw NoRow();
        for (var i = 0; i < values.Length; i++)
        {
            if (row.Length - next < sizeof(int))
                throw NoRow();
            var length = BinaryPrimitives.ReadInt32BigEndian(row[next..]);
            next += sizeof(int);
            if (length < Null || length > row.Length - next)
                throw NoRow();
            values[i] = (next, length);
            next += Math.Max(length, 0);
        }
    }

    /// <summary>What is no PostgreSQL, or none that we know.</summary>
    public static ProbeException Broken(FormattableString what) =>
        new(ProbeFailure.Protocol, FormattableString.Invariant(what));

    /// <summary>A message that has no place in an answer.</summary>
    public static ProbeException Stray(char type) => Broken($"it answers with a message of type 0x{(int)type:X2}");

    /// <summary>A row of something else.</summary>
    public static ProbeException NoRow() => Broken($"its answer is no row of the question's columns");
}
