using System.Globalization;
using Primacy.Repair;
using Primacy.Topology;

namespace Primacy.Fencing;

/// <summary>Whether the server behind a connection is the very one that was judged.</summary>
internal static class JudgedServer
{
    const string Sql = """
        SELECT (SELECT system_identifier FROM pg_control_system())::text,
               CASE WHEN NOT pg_is_in_recovery()
                    THEN ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int8::text END,
               (EXTRACT(EPOCH FROM pg_postmaster_start_time()) * 1000000)::int8::text
        """;

    /// <summary>What differs, as a sentence; null when it is the one.</summary>
    public static async Task<string?> DifferenceAsync(FenceSession session, RepairTarget judged)
    {
        var row = (await session.AskAsync(Sql))[0];
        var system = new SystemIdentifier((ulong)long.Parse(row[0]!, CultureInfo.InvariantCulture));
        if (system != judged.System)
            return $"{judged.Instance} has the system identifier {system}, and was judged with {judged.System}.";
        if (row[1] is not { } number)
            return $"{judged.Instance} is no primary any longer.";
        var timeline = new Timeline(uint.Parse(number, CultureInfo.InvariantCulture));
        if (timeline != judged.Timeline)
            return $"{judged.Instance} is on timeline {timeline}, and was on {judged.Timeline} when it was judged.";
        var started = DateTimeOffset.UnixEpoch.AddMicroseconds(long.Parse(row[2]!, CultureInfo.InvariantCulture));
        return started == judged.StartedAt
            ? null
            : $"{judged.Instance} was started at {started:O}, and the one that was judged at {judged.StartedAt:O}.";
    }
}
