using System.Buffers.Binary;
using System.Text;

namespace Primacy.Probing.Wire;

/// <summary>
/// The messages that ask <see cref="ProbeQuery"/>, made once: sent twice a second to every instance, they are always
/// the same bytes. See https://www.postgresql.org/docs/current/protocol-message-formats.html.
/// </summary>
internal static class Question
{
    const string Statement = "primacy";
    const short Binary = 1;

    /// <summary>Parse and Sync: has the server prepare the question under a name.</summary>
    public static ReadOnlyMemory<byte> Prepare { get; } =
        Messages([.. Message('P', [.. Text(Statement), .. Text(ProbeQuery.Text), .. Int16(0)]), .. Message('S', [])]);

    /// <summary>
    /// Bind, Execute and Sync: asks what was prepared, for all rows at once and every column in binary.
    /// </summary>
    public static ReadOnlyMemory<byte> Ask { get; } =
        Messages([
            .. Message('B', [.. Text(""), .. Text(Statement), .. Int16(0), .. Int16(0), .. Int16(1), .. Int16(Binary)]),
            .. Message('E', [.. Text(""), .. Int32(0)]),
            .. Message('S', []),
        ]);

    static ReadOnlyMemory<byte> Messages(byte[] messages) => messages;

    static byte[] Message(char type, byte[] body) => [(byte)type, .. Int32(sizeof(int) + body.Length), .. body];

    static byte[] Text(string text) => [.. Encoding.UTF8.GetBytes(text), 0];

    static byte[] Int16(short value)
    {
        var bytes = new byte[sizeof(short)];
        BinaryPrimitives.WriteInt16BigEndian(bytes, value);
        return bytes;
    }

    static byte[] Int32(int value)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
