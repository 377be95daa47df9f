using System.Globalization;
using Primacy.Repair;
using Primacy.Topology;

namespace Primacy.Fencing;

/// <summary>
/// The databases of a server, which of them are closed, and whether this role may close them. See
/// https://www.postgresql.org/docs/current/sql-alterdatabase.html.
/// </summary>
internal sealed record Doors
{
    /// <summary>
    /// A manager that cannot connect may take the server for dead, and promote one of the standbys that follow it: a
    /// third primary. Its own database holds no client's rows.
    /// </summary>
    const string ManagersDatabase = "repmgr";

    const string RoleSql = $"""
        SELECT quote_ident(current_user), current_database(), rolsuper::text,
               pg_has_role('pg_signal_backend', 'USAGE')::text,
               EXISTS (SELECT FROM pg_class AS c
                        WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p', 'm') AND c.relpersistence = 'p'
                          AND NOT EXISTS (SELECT FROM pg_depend AS d
                                           WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                                             AND d.deptype = 'e'))::text,
               (SELECT string_agg(DISTINCT quote_ident(a.usename), ', ')
                  FROM pg_stat_activity AS a JOIN pg_roles AS r ON r.oid = a.usesysid
                  JOIN pg_database AS d ON d.oid = a.datid
                 WHERE r.rolsuper AND NOT d.datistemplate
                   AND d.datname NOT IN (current_database(), '{ManagersDatabase}'))
          FROM pg_roles WHERE rolname = current_user
        """;

    const string DatabasesSql = $"""
        SELECT quote_ident(datname), datname, datallowconn::text, pg_has_role(datdba, 'USAGE')::text,
               quote_ident(pg_get_userbyid(datdba)), oid::text
          FROM pg_database
         WHERE NOT datistemplate AND datname NOT IN (current_database(), '{ManagersDatabase}')
         ORDER BY datname
        """;

    public required string Role { get; init; }

    /// <summary>The database that probes connect to, which cannot be closed without closing our eyes.</summary>
    public required string Own { get; init; }

    public required bool IsSuperuser { get; init; }

    public required bool MayEndSessions { get; init; }

    /// <summary>Whether rows of clients are in the very database that probes connect to.</summary>
    public required bool HasTables { get; init; }

    /// <summary>The superusers that have sessions there, which superusers only can end; null for none.</summary>
    public required string? Superusers { get; init; }

    public required EquatableArray<Door> All { get; init; }

    public IEnumerable<Door> Open => All.Where(door => door.IsOpen);

    public string Names => string.Join(", ", All.Select(door => door.Quoted));

    public static async Task<Doors> ReadAsync(FenceSession session)
    {
        var role = (await session.AskAsync(RoleSql))[0];
        var databases = await session.AskAsync(DatabasesSql);
        return new Doors
        {
            Role = role[0]!,
            Own = role[1]!,
            IsSuperuser = IsTrue(role[2]),
            MayEndSessions = IsTrue(role[2]) || IsTrue(role[3]),
            HasTables = IsTrue(role[4]),
            Superusers = role[5],
            All =
            [
                .. databases.Select(row => new Door(
                    row[0]!,
                    row[1]!,
                    IsTrue(row[2]),
                    IsTrue(row[3]),
                    row[4]!,
                    uint.Parse(row[5]!, CultureInfo.InvariantCulture)
                )),
            ],
        };
    }

    /// <summary>
    /// Whether closing them would stop clients, and this role may. What it says it does names those that are open now.
    /// </summary>
    public Offer ToOffer(RepairTarget loser)
    {
        if (HasTables)
            return new Offer.Impossible(
                $"The database {Own} of {loser.Instance}, to which Primacy connects and which cannot be closed, holds "
                    + "tables of its own.",
                "Have Primacy connect to a database without tables, such as postgres."
            );
        if (All.Count == 0)
            return new Offer.Impossible(
                $"{loser.Instance} has no database that could be closed.",
                "Stop the server by other means."
            );
        string[] missing =
        [
            .. IsSuperuser ? [] : All.Where(door => !door.IsMine).Select(door => door.Owner).Distinct(),
            .. MayEndSessions ? [] : new[] { "pg_signal_backend" },
        ];
        if (Superusers is { } theirs && !IsSuperuser)
            return new Offer.Impossible(
                $"Sessions of {theirs} are open on {loser.Instance}, and only a superuser ends those of superusers.",
                "Let Primacy connect as a superuser, or these clients as ordinary roles."
            );
        return missing.Length > 0
            ? new Offer.Impossible(
                $"The role {Role} may not close the databases of {loser.Instance} and end the sessions there.",
                string.Join(" ", missing.Select(role => $"GRANT {role} TO {Role};"))
            )
            : new Offer.Possible(
                $"Closes {Names} on {loser.Instance} for new connections and ends the sessions there. {Own}, to which "
                    + $"Primacy connects, templates and repmgr stay open. {Undo(Open)}",
                $"The databases of {loser.Instance} beside {Own} are {Names}."
            );
    }

    /// <summary>The very statements by which a person opens them again. Nothing else does.</summary>
    public static string Undo(IEnumerable<Door> closed) =>
        closed.Select(door => $"ALTER DATABASE {door.Quoted} ALLOW_CONNECTIONS true;").ToArray() is [_, ..] statements
            ? $"To undo it: {string.Join(" ", statements)}"
            : "All were closed already.";

    static bool IsTrue(string? text) => text == "true";
}
