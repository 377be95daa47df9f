using Primacy.Probing.Wire;
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
    readonly (int Start, int Length)[] _columns = new (int, int)[ColumnCount];
    readonly List<StandbyLink> _standbys = [];
    EquatableArray<StandbyLink> _lastStandbys = [];
    EquatableArray<MissingRight> _missing = [];
    string? _blindRole;
    string? _conninfo;
    string? _replicatesAs;

    public ServerState Read(Answer answer)
    {
        ServerState? state = null;
        _standbys.Clear();
        for (var i = 0; i < answer.RowCount; i++)
        {
            var row = new Row(answer.Row(i), _columns);
            state ??= ReadServer(row);
            if (ReadStandby(row, i) is { } standby)
                _standbys.Add(standby);
        }
        if (state is null)
            throw new ProbeException(ProbeFailure.Protocol, "the server answered the question with no row");
        return AreStandbysAsBefore() ? state : state with { Standbys = _lastStandbys = new([.. _standbys]) };
    }

    ServerState ReadServer(Row row)
    {
        var isStandby = row.Boolean(Column.IsStandby);
        var received = Lsn(row, Column.Received);
        var blindRole = Text(row, Column.BlindRole);
        return new ServerState
        {
            Role = isStandby ? Role.Standby : Role.Primary,
            IsReadOnly = row.Boolean(Column.IsReadOnly),
            System = new SystemIdentifier((ulong)row.Int64(Column.System)),
            Timeline = Int64(row, Column.Timeline) is { } timeline ? new Timeline((uint)timeline) : null,
            Lsn = Lsn(row, Column.Lsn) ?? default,
            ReceivedLsn = isStandby ? received : null,
            RecoveryEnd = isStandby ? null : Lsn(row, Column.Replayed),
            WasStreaming = received is { },
            StartedAt = row.Time(Column.StartedAt),
            Version = row.Int32(Column.Version),
            ClusterName = Text(row, Column.ClusterName) ?? "",
            Address = Text(row, Column.Address),
            Clients = blindRole is null ? row.Int32(Column.Clients) : null,
            LagSeconds = isStandby ? Seconds(row, Column.Lag) : 0,
            HasArchive = isStandby && row.Boolean(Column.HasArchive),
            Upstream = ReadUpstream(row),
            Standbys = _lastStandbys,
            Missing = Missing(blindRole),
        };
    }

    UpstreamLink? ReadUpstream(Row row)
    {
        if (Text(row, Column.ReceiverStatus) is not { } status)
            return null;
        var conninfo = Text(row, Column.Conninfo);
        if (!ReferenceEquals(conninfo, _conninfo))
        {
            _conninfo = conninfo;
            _replicatesAs = conninfo is null ? null : Conninfo.ApplicationName(conninfo);
        }
        return new UpstreamLink(
            status,
            Text(row, Column.SenderHost),
            Int32(row, Column.SenderPort),
            _replicatesAs,
            Text(row, Column.SlotName),
            Seconds(row, Column.SilentSeconds)
        );
    }

    StandbyLink? ReadStandby(Row row, int place)
    {
        if (Text(row, Column.StandbyState) is not { } state)
            return null;
        var name = Text(row, Column.StandbyName) ?? "";
        var address = Text(row, Column.StandbyAddress);
        var sync = Text(row, Column.SyncState) ?? "";
        var replayed = Lsn(row, Column.StandbyReplayed);
        // In steps, so that a link of which nothing else has changed is the same link.
        var silent = Seconds(row, Column.StandbySilentSeconds) is { } exact ? Math.Floor(exact / 5) * 5 : (double?)null;
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
    string? Text(Row row, Column column)
    {
        if (row.IsNull(column))
            return null;
        var text = row.Text(column);
        return _texts.Get(text.Length > TextBytesMax ? text[..TextBytesMax] : text);
    }

    static Lsn? Lsn(Row row, Column column) => row.IsNull(column) ? null : new Lsn((ulong)row.Int64(column));

    static double? Seconds(Row row, Column column) => row.IsNull(column) ? null : Math.Max(0, row.Double(column));

    static long? Int64(Row row, Column column) => row.IsNull(column) ? null : row.Int64(column);

    static int? Int32(Row row, Column column) => row.IsNull(column) ? null : row.Int32(column);
}
