using System.Buffers.Binary;
using System.Text;
using Npgsql;
using Primacy.Probing.Wire;

namespace Primacy.Claims;

/// <summary>
/// Asks a question by the simple query protocol, on a connection that the driver has opened and does not use. The
/// driver itself speaks only the extended one, whose statements pgpool hands on to a server without reading them.
/// See https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-SIMPLE-QUERY.
/// </summary>
internal static class SimpleQuery
{
    const int MessageBytesMax = 1 << 16;
    const int RowsMax = 256;
    const int HeaderBytes = 1 + sizeof(int);

    /// <summary>The size of what follows a column's name: where it comes from and its type.</summary>
    const int ColumnTrailerBytes = 18;

    /// <summary>The rows, each as its values by the names of their columns.</summary>
    public static async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> AskAsync(
        Stream stream,
        string question,
        CancellationToken cancellation
    )
    {
        await stream.WriteAsync(Query(question), cancellation);
        await stream.FlushAsync(cancellation);
        string[] columns = [];
        var rows = new List<IReadOnlyDictionary<string, string>>();
        PostgresException? refusal = null;
        while (true)
        {
            var (type, body) = await ReadAsync(stream, cancellation);
            switch (type)
            {
                case 'T':
                    columns = Columns(body);
                    break;
                case 'D' when rows.Count < RowsMax:
                    rows.Add(Row(body, columns));
                    break;
                case 'D':
                    throw new ClaimException($"answers with more than {RowsMax} rows");
                case 'E':
                    refusal = Complaint.Read(body);
                    break;
                case 'Z':
                    return refusal is null ? rows : throw refusal;
            }
        }
    }

    static byte[] Query(string question)
    {
        var text = Encoding.UTF8.GetBytes(question);
        var message = new byte[HeaderBytes + text.Length + 1];
        message[0] = (byte)'Q';
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(1), message.Length - 1);
        text.CopyTo(message, HeaderBytes);
        return message;
    }

    static async Task<(char Type, byte[] Body)> ReadAsync(Stream stream, CancellationToken cancellation)
    {
        var header = new byte[HeaderBytes];
        await stream.ReadExactlyAsync(header, cancellation);
        var length = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(1)) - sizeof(int);
        if (length is < 0 or > MessageBytesMax)
            throw new ClaimException("breaks PostgreSQL's protocol: a message has no bearable length");
        var body = new byte[length];
        await stream.ReadExactlyAsync(body, cancellation);
        return ((char)header[0], body);
    }

    static string[] Columns(byte[] body)
    {
        var rest = body.AsSpan();
        var columns = new string[TakeInt16(ref rest)];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = TakeText(ref rest);
            Take(ref rest, ColumnTrailerBytes);
        }
        return columns;
    }

    static Dictionary<string, string> Row(byte[] body, string[] columns)
    {
        var rest = body.AsSpan();
        if (TakeInt16(ref rest) != columns.Length)
            throw Broken();
        var row = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var column in columns)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(Take(ref rest, sizeof(int)));
            if (length >= 0) // a null has the length -1
                row[column] = Encoding.UTF8.GetString(Take(ref rest, length));
        }
        return row;
    }

    static int TakeInt16(ref Span<byte> rest) =>
        BinaryPrimitives.ReadInt16BigEndian(Take(ref rest, sizeof(short))) is var number and >= 0
            ? number
            : throw Broken();

    static string TakeText(ref Span<byte> rest)
    {
        var end = rest.IndexOf((byte)0);
        var text = Encoding.UTF8.GetString(Take(ref rest, end < 0 ? rest.Length + 1 : end));
        Take(ref rest, 1);
        return text;
    }

    static Span<byte> Take(ref Span<byte> rest, int count)
    {
        if (count < 0 || count > rest.Length)
            throw Broken();
        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }

    static ClaimException Broken() => new("breaks PostgreSQL's protocol: a message ends before its parts do");
}
