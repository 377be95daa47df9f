using Primacy.Lab.Binaries;

namespace Primacy.Peers;

/// <summary>
/// The programs of PostgreSQL that Patroni calls. Debian's own are of 15; for an older server they are put beside its
/// own. A newer one they do not serve: pg_basebackup refuses it, and Patroni 3.0.2 knows none.
/// </summary>
static class PatroniPostgres
{
    static readonly string[] Server = ["initdb", "pg_ctl", "postgres"];
    static readonly string[] Clients = ["pg_basebackup", "pg_controldata", "pg_isready", "pg_rewind", "psql"];

    public static async Task<string> DirectoryAsync(Stage stage, int major, CancellationToken cancellation)
    {
        if (major == PeerPrograms.PostgresMajor)
            return PeerPrograms.PostgresDirectory;
        var server = await PostgresSource.GetAsync(major, stage.Account, progress: null, cancellation);
        var directory = stage["bin"];
        stage.Account.CreateDirectory(directory);
        foreach (var name in Server)
            File.CreateSymbolicLink(Path.Combine(directory, name), Path.Combine(server.Directory, name));
        foreach (var name in Clients)
            File.CreateSymbolicLink(Path.Combine(directory, name), Path.Combine(PeerPrograms.PostgresDirectory, name));
        return directory;
    }
}
