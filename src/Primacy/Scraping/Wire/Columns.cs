using System.Buffers.Binary;
using System.Text;

namespace Primacy.Scraping.Wire;

/// <summary>The columns of an answer: what each is called, and the number of its type.</summary>
internal sealed record Columns(string[] Names, uint[] Types)
{
    /// <summary>Table, attribute, type, size, modifier and format of a column.</summary>
    const int DetailBytes = (4 * sizeof(int)) - sizeof(int) + (3 * sizeof(short));
    const int TypeAt = sizeof(int) + sizeof(short);

    public static Columns None { get; } = new([], []);

    /// <summary>Reads a RowDescription.</summary>
    public static Columns Read(ReadOnlySpan<byte> body)
    {
        var count = BinaryPrimitives.ReadInt16BigEndian(body);
        var columns = new Columns(new string[count], new uint[count]);
        body = body[sizeof(short)..];
        for (var i = 0; i < count; i++)
        {
            var end = body.IndexOf((byte)0);
            columns.Names[i] = Encoding.UTF8.GetString(body[..end]);
            body = body[(end + 1)..];
            columns.Types[i] = BinaryPrimitives.ReadUInt32BigEndian(body[TypeAt..]);
            body = body[DetailBytes..];
        }
        return columns;
    }
}
