using System.Buffers.Binary;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Primacy.Tests.Probing.Wire;

/// <summary>
/// One connection to a <see cref="FakeServer"/>, spoken to in PostgreSQL's protocol or in none. See
/// https://www.postgresql.org/docs/current/protocol-message-formats.html.
/// </summary>
internal sealed class FakeSession(FakeServer server, Stream stream)
{
    Stream _stream = stream;

    const int CancelRequest = (1234 << 16) | 5678;
    const int TlsRequest = (1234 << 16) | 5679;
    const int GssEncryptionRequest = (1234 << 16) | 5680;

    /// <summary>Says nothing until the client goes.</summary>
    public async Task StaySilentAsync()
    {
        var sink = new byte[256];
        while (await _stream.ReadAsync(sink, server.Closing) > 0) { }
    }

    public async Task SayAsync(ReadOnlyMemory<byte> bytes) => await _stream.WriteAsync(bytes, server.Closing);

    /// <summary>Waits for the end of a line, as servers of line-based protocols do.</summary>
    public async Task ReceiveLineAsync()
    {
        var one = new byte[1];
        do await _stream.ReadExactlyAsync(one, server.Closing);
        while (one[0] != '\n');
    }

    /// <summary>
    /// Waits for the startup message, having refused encryption or, with a certificate, agreed to TLS.
    /// </summary>
    public async Task ReceiveStartupAsync(X509Certificate2? certificate = null)
    {
        while (true)
        {
            var head = await ReadAsync(2 * sizeof(int));
            var length = BinaryPrimitives.ReadInt32BigEndian(head);
            var code = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(sizeof(int)));
            await ReadAsync(length - head.Length);
            if (code is CancelRequest)
            {
                server.CountCancelRequest();
                throw new EndOfStreamException();
            }
            if (code is not (TlsRequest or GssEncryptionRequest))
                return;
            var isAgreed = code is TlsRequest && certificate is { };
            await SayAsync(isAgreed ? "S"u8.ToArray() : "N"u8.ToArray());
            if (isAgreed)
                await SecureAsync(certificate!);
        }
    }

    /// <summary>
    /// Lets the client in without a password, with a key for cancellation such as every real server sends.
    /// </summary>
    public async Task LetInAsync()
    {
        await ReceiveStartupAsync();
        await SendAsync('R', [0, 0, 0, 0]);
        await SendAsync('S', Text("server_version", "18.4"));
        await SendAsync('S', Text("client_encoding", "UTF8"));
        await SendAsync('S', Text("standard_conforming_strings", "on"));
        await SendAsync('K', [0, 0, 1, 0, 1, 2, 3, 4]);
        await SendAsync('Z', "I"u8);
    }

    /// <summary>Lets the client in and prepares its question; returns when the question is asked.</summary>
    public async Task ReceiveQuestionAsync()
    {
        await LetInAsync();
        await ReceiveUntilSyncAsync();
        await SendAsync('1', []);
        await SendAsync('Z', "I"u8);
        await ReceiveUntilSyncAsync();
        server.CountQuestion();
    }

    /// <summary>Waits for one message, such as a question of the simple protocol.</summary>
    public async Task ReceiveMessageAsync()
    {
        var head = await ReadAsync(1 + sizeof(int));
        await ReadAsync(BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(1)) - sizeof(int));
        server.CountQuestion();
    }

    public async Task RefuseAsync(string sqlState, string words, X509Certificate2? certificate = null)
    {
        await ReceiveStartupAsync(certificate);
        await SendErrorAsync("FATAL", sqlState, words);
    }

    public Task SendErrorAsync(string severity, string sqlState, string words) =>
        SendAsync('E', [.. Text($"S{severity}", $"V{severity}", $"C{sqlState}", $"M{words}"), 0]);

    public Task SendAsync(char type, ReadOnlySpan<byte> body)
    {
        var message = new byte[1 + sizeof(int) + body.Length];
        message[0] = (byte)type;
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(1), sizeof(int) + body.Length);
        body.CopyTo(message.AsSpan(1 + sizeof(int)));
        return SayAsync(message);
    }

    async Task SecureAsync(X509Certificate2 certificate)
    {
        var secure = new SslStream(_stream);
        await secure.AuthenticateAsServerAsync(certificate);
        _stream = secure;
    }

    async Task ReceiveUntilSyncAsync()
    {
        byte type;
        do
        {
            var head = await ReadAsync(1 + sizeof(int));
            type = head[0];
            await ReadAsync(BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(1)) - sizeof(int));
        } while (type != 'S');
    }

    async Task<byte[]> ReadAsync(int count)
    {
        var bytes = new byte[count];
        await _stream.ReadExactlyAsync(bytes, server.Closing);
        return bytes;
    }

    static byte[] Text(params string[] words) => Encoding.UTF8.GetBytes(string.Concat(words.Select(w => w + '\0')));
}
