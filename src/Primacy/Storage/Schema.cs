using System.Globalization;
using Microsoft.Data.Sqlite;
using Primacy.Watching;

namespace Primacy.Storage;

/// <summary>
/// The tables, one migration a version. LSNs, system identifiers and times are text, so that a person with the sqlite3
/// shell reads at 3 a.m. what Primacy shows; unsigned 64-bit numbers would not fit SQLite's integers anyway.
/// </summary>
internal static class Schema
{
    static readonly string[] Migrations =
    [
        """
            CREATE TABLE cluster (
                name TEXT PRIMARY KEY,
                system TEXT,
                written_at TEXT NOT NULL
            ) STRICT;
            CREATE TABLE remembered (
                cluster TEXT NOT NULL,
                position INTEGER NOT NULL,
                instance TEXT NOT NULL,
                role TEXT NOT NULL,
                system TEXT NOT NULL,
                timeline INTEGER,
                lsn TEXT NOT NULL,
                lsn_advanced_at TEXT NOT NULL,
                role_since TEXT NOT NULL,
                role_changed INTEGER NOT NULL,
                seen_at TEXT NOT NULL,
                started_at TEXT,
                followed TEXT,
                address TEXT,
                replicates_as TEXT,
                PRIMARY KEY (cluster, instance)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE incident (
                key TEXT PRIMARY KEY,
                cluster TEXT NOT NULL,
                code TEXT NOT NULL,
                phase TEXT NOT NULL,
                since TEXT NOT NULL,
                fired_at TEXT,
                resolved_at TEXT,
                open_position INTEGER,
                body TEXT NOT NULL
            ) STRICT;
            CREATE INDEX incident_open ON incident (cluster, open_position) WHERE open_position IS NOT NULL;
            CREATE INDEX incident_since ON incident (since);
            CREATE TABLE event (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                cluster TEXT NOT NULL,
                incident TEXT NOT NULL,
                kind TEXT NOT NULL,
                at TEXT NOT NULL,
                body TEXT NOT NULL
            ) STRICT;
            CREATE TABLE delivery (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                event INTEGER NOT NULL REFERENCES event (id),
                incident TEXT NOT NULL,
                receiver TEXT NOT NULL,
                created_at TEXT NOT NULL,
                attempts INTEGER NOT NULL DEFAULT 0,
                next_attempt TEXT NOT NULL,
                fault TEXT,
                outcome TEXT CHECK (outcome IN ('delivered', 'abandoned')),
                settled_at TEXT
            ) STRICT;
            CREATE INDEX delivery_pending ON delivery (receiver, incident, id) WHERE outcome IS NULL;
            CREATE INDEX delivery_event ON delivery (event);
            """,
        """
            ALTER TABLE remembered ADD COLUMN standby_timeline INTEGER;
            ALTER TABLE remembered ADD COLUMN answers_since TEXT;
            ALTER TABLE remembered ADD COLUMN answered_until TEXT;
            ALTER TABLE remembered ADD COLUMN is_streaming INTEGER NOT NULL DEFAULT 0;
            CREATE TABLE stray (
                cluster TEXT NOT NULL,
                position INTEGER NOT NULL,
                instance TEXT NOT NULL,
                head TEXT NOT NULL,
                against TEXT NOT NULL,
                timeline INTEGER,
                against_timeline INTEGER,
                fork TEXT,
                reached TEXT NOT NULL,
                at TEXT NOT NULL,
                started_at TEXT,
                history_written_at TEXT,
                PRIMARY KEY (cluster, instance, against)
            ) STRICT, WITHOUT ROWID;
            """,
        """
            CREATE TABLE IF NOT EXISTS look (
                id INTEGER PRIMARY KEY,
                cluster TEXT NOT NULL,
                at TEXT NOT NULL,
                bytes INTEGER NOT NULL,
                body TEXT NOT NULL
            ) STRICT;
            CREATE UNIQUE INDEX IF NOT EXISTS look_cluster ON look (cluster, at);
            CREATE INDEX IF NOT EXISTS look_bytes ON look (at, bytes);
            """,
        """
            ALTER TABLE stray ADD COLUMN trail_started_at TEXT;
            ALTER TABLE stray ADD COLUMN trail_seen_at TEXT;
            ALTER TABLE stray ADD COLUMN trail_former_seen_at TEXT;
            """,
        """
            ALTER TABLE remembered ADD COLUMN start_seen_at TEXT;
            ALTER TABLE remembered ADD COLUMN former_seen_at TEXT;
            ALTER TABLE remembered ADD COLUMN other_role_seen_at TEXT;
            """,
        // What a server wrote itself and what it follows another one with are two rows against the same primary.
        """
            CREATE TABLE stray_anew (
                cluster TEXT NOT NULL,
                position INTEGER NOT NULL,
                instance TEXT NOT NULL,
                head TEXT NOT NULL,
                against TEXT NOT NULL,
                timeline INTEGER,
                against_timeline INTEGER,
                fork TEXT,
                reached TEXT NOT NULL,
                at TEXT NOT NULL,
                started_at TEXT,
                history_written_at TEXT,
                trail_started_at TEXT,
                trail_seen_at TEXT,
                trail_former_seen_at TEXT,
                PRIMARY KEY (cluster, position)
            ) STRICT, WITHOUT ROWID;
            INSERT INTO stray_anew
                SELECT cluster, position, instance, head, against, timeline, against_timeline, fork, reached, at,
                    started_at, history_written_at, trail_started_at, trail_seen_at, trail_former_seen_at
                FROM stray;
            DROP TABLE stray;
            ALTER TABLE stray_anew RENAME TO stray;
            """,
        """
            CREATE TABLE silence (
                id TEXT PRIMARY KEY,
                starts_at TEXT NOT NULL,
                ends_at TEXT NOT NULL,
                created_at TEXT NOT NULL,
                created_by TEXT NOT NULL,
                comment TEXT NOT NULL,
                matchers TEXT NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE acknowledgement (
                incident TEXT PRIMARY KEY,
                at TEXT NOT NULL,
                until TEXT NOT NULL,
                acknowledged_by TEXT NOT NULL,
                why TEXT NOT NULL,
                body TEXT NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE maintenance (
                id TEXT PRIMARY KEY,
                cluster TEXT NOT NULL,
                from_at TEXT NOT NULL,
                until_at TEXT NOT NULL,
                planned_by TEXT NOT NULL,
                reason TEXT NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE audit (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                at TEXT NOT NULL,
                actor TEXT NOT NULL,
                how TEXT NOT NULL,
                came_from TEXT NOT NULL,
                act TEXT NOT NULL,
                target TEXT NOT NULL,
                why TEXT
            ) STRICT;
            ALTER TABLE delivery ADD COLUMN held_by TEXT;
            CREATE INDEX delivery_held ON delivery (held_by) WHERE outcome IS NULL AND held_by IS NOT NULL;
            CREATE INDEX event_incident ON event (incident);
            """,
        // What was muted until it was over was given up before, with a reason of that form.
        """
            ALTER TABLE delivery ADD COLUMN muted_by TEXT;
            ALTER TABLE delivery ADD COLUMN told_at TEXT;
            UPDATE delivery SET muted_by = substr(fault, 8), fault = NULL
                WHERE outcome = 'abandoned' AND fault LIKE 'muted: %';
            UPDATE delivery SET told_at = settled_at WHERE outcome = 'delivered';
            """,
        """
            CREATE TABLE IF NOT EXISTS discovered_cluster (
                preset TEXT NOT NULL,
                namespace TEXT NOT NULL,
                name TEXT NOT NULL,
                was_declared INTEGER NOT NULL,
                PRIMARY KEY (preset, namespace, name)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS discovered_instance (
                preset TEXT NOT NULL,
                namespace TEXT NOT NULL,
                cluster TEXT NOT NULL,
                position INTEGER NOT NULL,
                name TEXT NOT NULL,
                port INTEGER NOT NULL,
                address TEXT,
                dns_name TEXT,
                stateful_set TEXT,
                gone_since TEXT,
                PRIMARY KEY (preset, namespace, cluster, position)
            ) STRICT, WITHOUT ROWID;
            """,
        """
            CREATE TABLE IF NOT EXISTS repair (
                id TEXT PRIMARY KEY,
                cluster TEXT NOT NULL,
                incident TEXT NOT NULL,
                hash TEXT NOT NULL,
                keep TEXT NOT NULL,
                loser TEXT NOT NULL,
                actor TEXT NOT NULL,
                how TEXT NOT NULL,
                came_from TEXT NOT NULL,
                reason TEXT NOT NULL,
                started_at TEXT NOT NULL,
                ended_at TEXT,
                state TEXT NOT NULL,
                outcome TEXT
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX IF NOT EXISTS repair_cluster ON repair (cluster, started_at);
            CREATE TABLE IF NOT EXISTS repair_step (
                repair TEXT NOT NULL REFERENCES repair (id) ON DELETE CASCADE,
                number INTEGER NOT NULL,
                slug TEXT NOT NULL,
                means TEXT,
                action TEXT NOT NULL,
                state TEXT NOT NULL,
                begun_at TEXT,
                ended_at TEXT,
                outcome TEXT,
                PRIMARY KEY (repair, number)
            ) STRICT, WITHOUT ROWID;
            """,
    ];

    public static int Newest => Migrations.Length;

    public static void Migrate(SqliteConnection connection, string path)
    {
        var version = VersionOf(connection, path);
        for (; version < Newest; version++)
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            connection.Execute(Migrations[version]);
            connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {version + 1}"));
            transaction.Commit();
        }
    }

    /// <summary>A reader cannot migrate, and would take columns that are not there for damage.</summary>
    public static void ThrowIfOther(SqliteConnection connection, string path)
    {
        var version = VersionOf(connection, path);
        if (version < Newest)
        {
            throw new JournalException(
                $"The journal {path} was written by an older Primacy (schema {version}, this one reads {Newest}). "
                    + "It is brought up to date when the service starts."
            );
        }
    }

    static int VersionOf(SqliteConnection connection, string path)
    {
        var version = connection.Query("PRAGMA user_version", row => row.GetInt32(0))[0];
        return version <= Newest
            ? version
            : throw new JournalException(
                $"The journal {path} was written by a newer Primacy (schema {version}, this one knows {Newest}). "
                    + "Run that version, or give this one another directory with --state."
            );
    }
}
