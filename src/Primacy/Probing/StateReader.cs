using System.Collections.Immutable;
using Npgsql;
using NpgsqlTypes;
using Primacy.Topology;
using static Primacy.Probing.ProbeQuery;

namespace Primacy.Probing;

/// <summary>
/// Reads the answer to <see cref="ProbeQuery"/>. What has not changed since the answer before is taken from there.
/// </summary>
internal sealed class StateReader
{
    const int TextBytesMax = 4096;

    readonly TextCache _texts = new();
    readonly byte[] _bytes = new byte[TextBytesMax];
    readonly List<StandbyLink> _standbys = [];
    EquatableArray<StandbyLink> _lastStandbys = [];
    EquatableArray<MissingRight> _missing = [];
    string? _blindRole;
    string? _conninfo;
    string? _replicatesAs;

    public async ValueTask<ServerState> ReadAsync(NpgsqlDataReader reader)
    {
        if (!await reader.ReadAsync())
            throw new ProbeException(ProbeFailure.Protocol, "the server answered the question with no row");
        var state = ReadServer(reader);
        _standbys.Clear();
        do
        {
            if (ReadStandby(reader, _standbys.Count) is { } standby)
                _standbys.Add(standby);
        } while (await reader.ReadAsync());
        return AreStandbysAsBefore() ? state : state with { Standbys = _lastStandbys = new([.. _standbys]) };
    }

    ServerState ReadServer(NpgsqlDataReader reader)
    {
        var isStandby = reader.GetBoolean((int)Column.IsStandby);
        var received = Lsn(reader, Column.Received);
        var blindRole = Text(reader, Column.BlindRole);
        return new ServerState
        {
            Role = isStandby ? Role.Standby : Role.Primary,
            IsReadOnly = reader.GetBoolean((int)Column.IsReadOnly),
            System = new SystemIdentifier((ulong)reader.GetInt64((int)Column.System)),
            Timeline = Int64(reader, Column.Timeline) is { } timeline ? new Timeline((uint)timeline) : null,
            Lsn = Lsn(reader, Column.Lsn) ?? default,
            ReceivedLsn = isStandby ? received : null,
            RecoveryEnd = isStandby ? null : Lsn(reader, Column.Replayed),
            WasStreaming = received is { },
            StartedAt = reader.GetFieldValue<DateTimeOffset>((int)Column.StartedAt),
            Version = reader.GetInt32((int)Column.Version),
            ClusterName = Text(reader, Column.ClusterName) ?? "",
            Address = Text(reader, Column.Address),
            Clients = blindRole is null ? reader.GetInt32((int)Column.Clients) : null,
            LagSeconds = isStandby ? Seconds(reader, Column.Lag) : 0,
            HasArchive = isStandby && reader.GetBoolean((int)Column.HasArchive),
            Upstream = ReadUpstream(reader),
            Standbys = _lastStandbys,
            Missing = Missing(blindRole),
        };
    }

    UpstreamLink? ReadUpstream(NpgsqlDataReader reader)
    {
        if (Text(reader, Column.ReceiverStatus) is not { } status)
            return null;
        var conninfo = Text(reader, Column.Conninfo);
        if (!ReferenceEquals(conninfo, _conninfo))
        {
            _conninfo = conninfo;
            _replicatesAs = conninfo is null ? null : Conninfo.ApplicationName(conninfo);
        }
        return new UpstreamLink(
            status,
            Text(reader, Column.SenderHost),
            Int32(reader, Column.SenderPort),
            _replicatesAs,
            Text(reader, Column.SlotName),
            Seconds(reader, Column.SilentSeconds)
        );
    }

    StandbyLink? ReadStandby(NpgsqlDataReader reader, int place)
    {
        if (Text(reader, Column.StandbyState) is not { } state)
            return null;
        var name = Text(reader, Column.StandbyName) ?? "";
        var address = Text(reader, Column.StandbyAddress);
        var sync = Text(reader, Column.SyncState) ?? "";
        var replayed = Lsn(reader, Column.StandbyReplayed);
        // In steps, so that a link of which nothing else has changed is the same link.
        var silent = Seconds(reader, Column.StandbySilentSeconds) is { } exact
            ? Math.Floor(exact / 5) * 5
            : (double?)null;
        var last = place < _lastStandbys.Count ? _lastStandbys[place] : null;
        var isSame =
            last is { }
            && last.ReplayLsn == replayed
            && last.ApplicationName == name
            && last.ClientAddress == address
            && last.State == state
            && last.SyncState == sync
            && last.SilentSeconds == silent;
        return isSame ? last : new StandbyLink(name, address, state, sync, replayed, silent);
    }

    bool AreStandbysAsBefore()
    {
        var isSame = _standbys.Count == _lastStandbys.Count;
        for (var i = 0; isSame && i < _standbys.Count; i++)
            isSame = ReferenceEquals(_standbys[i], _lastStandbys[i]);
        return isSame;
    }

    EquatableArray<MissingRight> Missing(string? blindRole)
    {
        if (!ReferenceEquals(blindRole, _blindRole))
        {
            _blindRole = blindRole;
            _missing = blindRole is null
                ? []
                :
                [
                    new MissingRight(
                        "how many clients are connected, which standbys follow, and where it receives WAL from",
                        $"GRANT pg_monitor TO {blindRole};"
                    ),
                ];
        }
        return _missing;
    }

    /// <summary>The column's text, decoded leniently: a server with encoding SQL_ASCII may send any bytes.</summary>
    string? Text(NpgsqlDataReader reader, Column column)
    {
        if (reader.IsDBNull((int)column))
            return null;
        var length = (int)reader.GetBytes((int)column, 0, _bytes, 0, _bytes.Length);
        return _texts.Get(_bytes.AsSpan(0, length));
    }

    static Lsn? Lsn(NpgsqlDataReader reader, Column column) =>
        reader.IsDBNull((int)column)
            ? null
            : new Lsn((ulong)reader.GetFieldValue<NpgsqlLogSequenceNumber>((int)column));

    static double? Seconds(NpgsqlDataReader reader, Column column) =>
        reader.IsDBNull((int)column) ? null : Math.Max(0, reader.GetDouble((int)column));

    static long? Int64(NpgsqlDataReader reader, Column column) =>
        reader.IsDBNull((int)column) ? null : reader.GetInt64((int)column);

    static int? Int32(NpgsqlDataReader reader, Column column) =>
        reader.IsDBNull((int)column) ? null : reader.GetInt32((int)column);
}
