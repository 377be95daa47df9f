using System.Globalization;
using Primacy.Topology;
using Primacy.Wal;

namespace Primacy.Forensics;

/// <summary>What a server says of itself before its WAL is read.</summary>
internal sealed record ServerFacts
{
    /// <summary>Texts, as the replication protocol shows them; the time in microseconds since 1970.</summary>
    const string PostmasterSql = """
        SELECT (EXTRACT(EPOCH FROM pg_postmaster_start_time()) * 1000000)::int8::text,
               (SELECT setting FROM pg_settings WHERE name = 'wal_segment_size')
        """;

    /// <summary>The names of segments sort as their positions do on one timeline.</summary>
    const string WalFilesSql = """
        SELECT (EXTRACT(EPOCH FROM clock_timestamp()) * 1000000)::int8::text,
               (EXTRACT(EPOCH FROM min(modification)) * 1000000)::int8::text,
               min(right(name, 16)) FILTER (WHERE name ~ '^[0-9A-F]{24}$')
          FROM pg_ls_waldir()
        """;

    const string TimelineSql = """
        WITH recovery AS MATERIALIZED (SELECT pg_is_in_recovery() AS standby)
        SELECT CASE WHEN standby THEN (SELECT received_tli FROM pg_stat_wal_receiver)::text
                    ELSE ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int8::text END
          FROM recovery
        """;

    public required DateTimeOffset StartedAt { get; init; }

    public required ulong SegmentBytes { get; init; }

    public string? System { get; init; }

    public Timeline? Timeline { get; init; }

    /// <summary>The end of the WAL that it would send.</summary>
    public Lsn Flushed { get; init; }

    /// <summary>What anybody may see.</summary>
    public static async Task<ServerFacts> ReadAsync(IQuestions server)
    {
        var row = await server.AskAsync(PostmasterSql);
        return new ServerFacts
        {
            StartedAt = Time(row[0]),
            SegmentBytes = ulong.Parse(row[1] ?? "", NumberStyles.None, CultureInfo.InvariantCulture),
        };
    }

    /// <summary>With what only a role with REPLICATION sees. The timeline is right at once after a promotion.</summary>
    public static async Task<ServerFacts> IdentifyAsync(IQuestions server)
    {
        var facts = await ReadAsync(server);
        var row = await server.AskAsync("IDENTIFY_SYSTEM");
        return facts with
        {
            System = row[0],
            Timeline = new Timeline(uint.Parse(row[1] ?? "", NumberStyles.None, CultureInfo.InvariantCulture)),
            Flushed = Lsn.Parse(row[2]),
        };
    }

    /// <summary>The timeline as an ordinary role sees it, null on a standby that receives nothing.</summary>
    public static async Task<Timeline?> TimelineAsync(IQuestions server)
    {
        var row = await server.AskAsync(TimelineSql);
        return row[0] is { } text
            ? new Timeline(uint.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture))
            : null;
    }

    /// <summary>The first timeline has no ancestors and no file.</summary>
    public static async Task<EquatableArray<TimelineSwitch>> SwitchesAsync(IQuestions server, Timeline timeline)
    {
        if (timeline.Value == 1)
            return [];
        var row = await server.AskAsync($"TIMELINE_HISTORY {timeline}");
        return HistoryFile.Read(row[1] ?? "")
            ?? throw new InvalidDataException($"the history file of timeline {timeline} is not laid out as one");
    }

    /// <summary>When the timeline's history file was last written, null when there is none.</summary>
    public static async Task<DateTimeOffset?> HistoryWrittenAtAsync(IQuestions server, Timeline timeline)
    {
        var row = await server.AskAsync(
            $"""
            SELECT (SELECT (EXTRACT(EPOCH FROM modification) * 1000000)::int8::text
                      FROM pg_ls_waldir() WHERE name = '{HistoryFile.NameOf(timeline)}')
            """
        );
        return row[0] is { } text ? Time(text) : null;
    }

    /// <summary>
    /// What pg_wal holds, null when it holds no segment. A name ends in the position's upper half and the segment's
    /// number within it.
    /// </summary>
    public static async Task<WalFiles?> WalFilesAsync(IQuestions server, ulong segmentBytes)
    {
        var row = await server.AskAsync(WalFilesSql);
        return row[2] is { } name
            ? new WalFiles(Time(row[0]), Time(row[1]), new Lsn((Hex(name[..8]) << 32) + Hex(name[8..]) * segmentBytes))
            : null;

        static ulong Hex(string digits) =>
            ulong.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }

    static DateTimeOffset Time(string? microseconds) =>
        DateTimeOffset.UnixEpoch.AddMicroseconds(
            long.Parse(microseconds ?? "", NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
        );
}
