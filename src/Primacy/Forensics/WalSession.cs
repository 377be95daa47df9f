using System.Globalization;
using System.Text;
using Npgsql;
using Npgsql.Replication;
using Primacy.Probing;
using Primacy.Topology;
using Primacy.Wal;

namespace Primacy.Forensics;

/// <summary>
/// A connection that speaks the replication protocol, with a database: so it answers plain statements too, and the
/// lines of pg_hba.conf that let the probe in let it in. It never says how far it has got, so that no server takes it
/// for a synchronous standby.
/// </summary>
/// <remarks>See https://www.postgresql.org/docs/current/protocol-replication.html.</remarks>
internal sealed class WalSession : IQuestions
{
    readonly LogicalReplicationConnection _connection;
    CancellationTokenRegistration _abort;
    IAsyncEnumerator<XLogDataMessage>? _stream;

    WalSession(LogicalReplicationConnection connection) => _connection = connection;

    public static async Task<WalSession> OpenAsync(
        ConnectionSettings settings,
        TimeSpan timeout,
        CancellationToken cancellation
    )
    {
        ConnectionFiles.Check(settings);
        var parts = DriverConnections.ForReplication(
            settings with
            {
                ApplicationName = ProbeQuery.Examination,
            },
            timeout
        );
        var session = new WalSession(new LogicalReplicationConnection(parts));
        try
        {
            await session._connection.Open(cancellation);
            session._connection.WalReceiverStatusInterval = Timeout.InfiniteTimeSpan;
            session._abort = Abort.Of(DriverReplication.Under(session._connection), cancellation);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>The stream under it, for who goes on in his own words; nothing else can be asked after it.</summary>
    public Stream Under => DriverSocket.StreamOf(DriverReplication.Under(_connection));

    public async Task<string?[]> AskAsync(string statement)
    {
        var row = await DriverReplication.ReadRow(_connection, statement, CancellationToken.None);
        return Array.ConvertAll(row, Text);
    }

    /// <summary>Begins to stream; nothing else can be asked after it.</summary>
    public void Start(Leg leg)
    {
        var command = string.Create(
            CultureInfo.InvariantCulture,
            $"START_REPLICATION PHYSICAL {leg.From} TIMELINE {leg.Timeline}"
        );
        _stream = DriverReplication.Start(_connection, command, bypassingStream: false, CancellationToken.None);
    }

    /// <summary>Gives what the server sends next to the reader, up to an end.</summary>
    public async Task FillAsync(WalReader reader, Lsn end)
    {
        if (_stream is null)
            throw new InvalidOperationException("The stream has not been started.");
        if (!await _stream.MoveNextAsync())
            throw new EndOfStreamException();
        var message = _stream.Current;
        if ((ulong)message.WalStart != reader.Position.Value)
            throw new InvalidDataException($"the server sent WAL from {message.WalStart} and not {reader.Position}");
        var left = (int)Math.Min((ulong)message.Data.Length, end.BytesSince(reader.Position));
        while (left > 0)
        {
            var room = reader.Room(left);
            var count = await message.Data.ReadAsync(room[..left], CancellationToken.None);
            if (count == 0)
                throw new EndOfStreamException();
            reader.Filled(count);
            left -= count;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            // Ended this way the driver says goodbye; a cancelled stream would leave an error in the server's log.
            if (_stream is { } stream)
                await stream.DisposeAsync();
            await _connection.DisposeAsync();
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException or IOException)
        {
            // What is broken already needs no goodbye.
        }
        await _abort.DisposeAsync();
    }

    static string? Text(object? value) =>
        value switch
        {
            // The content of a history file, before version 14.
            byte[] bytes => Encoding.UTF8.GetString(bytes),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null,
        };
}
