using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Npgsql;
using Primacy.Probing.Wire;
using Primacy.Topology;
using Primacy.Wal;

namespace Primacy.Forensics.Branches;

/// <summary>
/// WAL as the server streams it, on a connection that the driver has opened and does not use. The driver itself says
/// that it has received what is not on our disk yet, for which a server that shuts down waits, and takes the orderly
/// end of a stream for a fault.
/// </summary>
/// <remarks>
/// What is written here is told as written and never as flushed, as pg_receivewal does without a slot: a server that
/// shuts down waits for the former, and a commit that waits for a synchronous standby is released by the latter only,
/// whatever synchronous_standby_names says. See https://www.postgresql.org/docs/current/protocol-replication.html.
/// </remarks>
internal sealed class WalStream(Stream stream)
{
    const int HeaderBytes = 1 + sizeof(int);

    /// <summary>Of a piece of WAL: its kind, its place, the server's end and the server's clock.</summary>
    const int PieceHeaderBytes = 1 + 3 * sizeof(ulong);

    /// <summary>Of a sign of life: its kind, the server's end, its clock, and whether an answer is wanted.</summary>
    const int SignBytes = 1 + 2 * sizeof(ulong) + 1;

    const int StatusBytes = HeaderBytes + 1 + 4 * sizeof(ulong) + 1;

    /// <summary>A server sends at most 128 KiB at once.</summary>
    const int MessageBytesMost = 1 << 20;

    readonly byte[] _header = new byte[HeaderBytes];
    byte[] _body = new byte[256 * 1024];
    int _length;

    /// <summary>Where the last piece begins.</summary>
    public Lsn Position { get; private set; }

    /// <summary>The last piece, until the next call.</summary>
    public ReadOnlyMemory<byte> Piece => _body.AsMemory(PieceHeaderBytes, _length - PieceHeaderBytes);

    /// <summary>Asks for WAL and waits until the server agrees to send it.</summary>
    public async Task StartAsync(Leg leg)
    {
        var command = string.Create(
            CultureInfo.InvariantCulture,
            $"START_REPLICATION PHYSICAL {leg.From} TIMELINE {leg.Timeline}"
        );
        var message = new byte[HeaderBytes + Encoding.ASCII.GetByteCount(command) + 1];
        message[0] = (byte)'Q';
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(1), message.Length - 1);
        Encoding.ASCII.GetBytes(command, message.AsSpan(HeaderBytes));
        await SendAsync(message);
        while (await ReadAsync() is var type and not 'W')
        {
            if (type is not ('N' or 'S'))
                throw Strange(type);
        }
    }

    /// <summary>What comes next.</summary>
    public async Task<WalArrival> NextAsync()
    {
        while (true)
        {
            switch (await ReadAsync())
            {
                case 'd' when _length >= PieceHeaderBytes && _body[0] == 'w':
                    Position = new Lsn(BinaryPrimitives.ReadUInt64BigEndian(_body.AsSpan(1)));
                    return WalArrival.Piece;
                case 'd' when _length == SignBytes && _body[0] == 'k':
                    return _body[SignBytes - 1] == 0 ? WalArrival.Sign : WalArrival.Question;
                case 'c':
                    return WalArrival.TimelineEnd;
                case 'C':
                    return WalArrival.Shutdown;
                case 'N' or 'S':
                    break;
                case var type:
                    throw Strange(type);
            }
        }
    }

    /// <summary>Says how far WAL is on our disk. Neither as flushed nor as applied.</summary>
    public Task TellAsync(Lsn written)
    {
        var message = new byte[StatusBytes];
        message[0] = (byte)'d';
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(1), StatusBytes - 1);
        message[HeaderBytes] = (byte)'r';
        BinaryPrimitives.WriteUInt64BigEndian(message.AsSpan(HeaderBytes + 1), written.Value);
        return SendAsync(message);
    }

    async Task SendAsync(byte[] message)
    {
        await stream.WriteAsync(message, CancellationToken.None);
        await stream.FlushAsync(CancellationToken.None);
    }

    async Task<char> ReadAsync()
    {
        await stream.ReadExactlyAsync(_header, CancellationToken.None);
        _length = BinaryPrimitives.ReadInt32BigEndian(_header.AsSpan(1)) - sizeof(int);
        if (_length is < 0 or > MessageBytesMost)
            throw new InvalidDataException("it breaks PostgreSQL's protocol: a message has no bearable length");
        if (_length > _body.Length)
            _body = new byte[_length];
        await stream.ReadExactlyAsync(_body.AsMemory(0, _length), CancellationToken.None);
        return (char)_header[0] == 'E' ? throw Complaint.Read(_body.AsSpan(0, _length)) : (char)_header[0];
    }

    static InvalidDataException Strange(char type) =>
        new($"it breaks PostgreSQL's protocol: a message of type {(int)type:X2} where WAL was to come");
}
