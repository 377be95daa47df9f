using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Primacy.Scraping.Wire;

/// <summary>
/// What is said to a server, one message behind the other. See
/// https://www.postgresql.org/docs/current/protocol-message-formats.html.
/// </summary>
internal static class Messages
{
    const byte Statement = (byte)'S';

    /// <summary>Has a statement prepared under a name.</summary>
    public static void Parse(ArrayBufferWriter<byte> output, string name, string sql)
    {
        var head = Begin(output, 'P', Length(name) + Length(sql) + sizeof(short));
        Zero(Text(Text(head, name), sql), sizeof(short));
    }

    /// <summary>Asks which columns a statement's rows have.</summary>
    public static void Describe(ArrayBufferWriter<byte> output, string name)
    {
        var head = Begin(output, 'D', 1 + Length(name));
        head[0] = Statement;
        Text(head[1..], name);
    }

    /// <summary>Executes a statement, for all rows at once and every column as text.</summary>
    public static void Execute(ArrayBufferWriter<byte> output, string name)
    {
        var bind = Begin(output, 'B', Length("") + Length(name) + (3 * sizeof(short)));
        Zero(Text(Text(bind, ""), name), 3 * sizeof(short));
        Zero(Text(Begin(output, 'E', Length("") + sizeof(int)), ""), sizeof(int));
    }

    /// <summary>Ends a question: what comes behind it is answered whatever becomes of it.</summary>
    public static void Sync(ArrayBufferWriter<byte> output) => Begin(output, 'S', 0);

    /// <summary>Drops a statement, if there is one of the name.</summary>
    public static void Close(ArrayBufferWriter<byte> output, string name)
    {
        var head = Begin(output, 'C', 1 + Length(name));
        head[0] = Statement;
        Text(head[1..], name);
    }

    /// <summary>Asks in the simple protocol, which takes several statements at once.</summary>
    public static void Simple(ArrayBufferWriter<byte> output, string sql) => Text(Begin(output, 'Q', Length(sql)), sql);

    static int Length(string text) => Encoding.UTF8.GetByteCount(text) + 1;

    static Span<byte> Begin(ArrayBufferWriter<byte> output, char type, int length)
    {
        var whole = output.GetSpan(1 + sizeof(int) + length);
        whole[0] = (byte)type;
        BinaryPrimitives.WriteInt32BigEndian(whole[1..], sizeof(int) + length);
        output.Advance(1 + sizeof(int) + length);
        return whole.Slice(1 + sizeof(int), length);
    }

    static Span<byte> Text(Span<byte> room, string text)
    {
        var length = Encoding.UTF8.GetBytes(text, room);
        room[length] = 0;
        return room[(length + 1)..];
    }

    static void Zero(Span<byte> room, int length) => room[..length].Clear();
}
