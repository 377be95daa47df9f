using System.Globalization;
using Npgsql;
using Primacy.Probing;
using Primacy.Repairing;

namespace Primacy.Fencing;

/// <summary>What is still to be done when databases take no new connections.</summary>
internal sealed class Closing(Doors doors, ConnectionSettings settings, TimeProvider time)
{
    /// <summary>Longer than it takes from the check of a new connection until it is seen.</summary>
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Looks in a row at which nobody is there: one that was just let in is seen by the next.</summary>
    const int LooksWanted = 2;

    string Inside =>
        $"""
            FROM pg_stat_activity
            WHERE datid IN ({string.Join(", ", doors.All.Select(d => d.Oid.ToString(CultureInfo.InvariantCulture)))})
              AND backend_type IS DISTINCT FROM 'autovacuum worker' AND backend_type IS DISTINCT FROM 'walsender'
            """;

    /// <summary>Ends the sessions there, until there are none; else who is left, as a sentence.</summary>
    public async Task<string?> EndSessionsAsync(
        FenceSession session,
        Objection objection,
        CancellationToken cancellation
    )
    {
        var began = time.GetTimestamp();
        var (empty, failure) = (0, "");
        while (true)
        {
            var left = (await session.AskAsync($"SELECT count(*)::text, min(usename::text), min(pid)::text {Inside}"))[
                0
            ];
            empty = left[0] == "0" ? empty + 1 : 0;
            if (empty == LooksWanted)
                return null;
            if (time.GetElapsedTime(began) > Patience)
                return $"{left[0]} sessions are left there, one of {left[1]} (pid {left[2]}).{failure}";
            if (empty == 0 && objection() is { } now)
                return $"The sessions there were not ended: {now}";
            if (empty == 0)
                failure = await EndAsync(session);
            await Task.Delay(Pause, time, cancellation);
        }
    }

    /// <summary>Tries to get in; null when nobody is let in, and else where that is not so, as a sentence.</summary>
    public async Task<string?> TryAsync(CancellationToken cancellation)
    {
        foreach (var door in doors.All)
        {
            try
            {
                await using var session = await FenceSession.OpenAsync(
                    settings with
                    {
                        Database = door.Name,
                    },
                    Patience,
                    cancellation
                );
                return $"The database {door.Quoted} still takes connections.";
            }
            catch (PostgresException refused) when (IsRefusal(refused)) { }
        }
        return null;
    }

    /// <summary>What hinders it, with a space before it. A superuser's session is ended by superusers only.</summary>
    async Task<string> EndAsync(FenceSession session)
    {
        try
        {
            await session.AskAsync($"SELECT pg_terminate_backend(pid)::text {Inside}");
            return "";
        }
        catch (PostgresException refused)
        {
            return $" The server says: {refused.MessageText}.";
        }
    }

    /// <summary>
    /// That a database takes no connections. Where pg_hba.conf does not let our role in, it is known from the catalog.
    /// </summary>
    static bool IsRefusal(PostgresException refused) =>
        refused.SqlState
            is PostgresErrorCodes.ObjectNotInPrerequisiteState
                or PostgresErrorCodes.InvalidAuthorizationSpecification;
}
