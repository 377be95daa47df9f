namespace Primacy.Peers;

/// <summary>Where Debian puts the programs that manage PostgreSQL, and PostgreSQL 15 with them.</summary>
internal static class PeerPrograms
{
    public const int PostgresMajor = 15;
    public const string PostgresDirectory = "/usr/lib/postgresql/15/bin";
    public const string Etcd = "/usr/bin/etcd";
    public const string Patroni = "/usr/bin/patroni";
    public const string PatroniControl = "/usr/bin/patronictl";
    public const string Repmgr = PostgresDirectory + "/repmgr";
    public const string RepmgrDaemon = PostgresDirectory + "/repmgrd";
    public const string Pgpool = "/usr/sbin/pgpool";

    /// <summary>Debian's names of what is missing for a peer; empty when all is there.</summary>
    public static IReadOnlyList<string> MissingFor(PeerKind kind) =>
        [.. Needed(kind).Where(need => !File.Exists(need.Program)).Select(need => need.Package)];

    static (string Program, string Package)[] Needed(PeerKind kind) =>
        kind switch
        {
            PeerKind.Patroni => [Postgres, (Etcd, "etcd-server"), (Patroni, "patroni")],
            PeerKind.Repmgr => [Postgres, (Repmgr, "postgresql-15-repmgr")],
            PeerKind.Pgpool => [(Pgpool, "pgpool2")],
            _ => [],
        };

    static (string Program, string Package) Postgres => (PostgresDirectory + "/postgres", "postgresql-15");
}
