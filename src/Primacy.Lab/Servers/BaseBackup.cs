using Npgsql;

namespace Primacy.Lab.Servers;

/// <summary>
/// Takes a base backup of a running server with nothing but SQL and file copies, as not every set of binaries has
/// pg_basebackup. See https://www.postgresql.org/docs/current/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP.
/// </summary>
internal static class BaseBackup
{
    /// <summary>Fills the targets, which must not exist, in parallel from one backup.</summary>
    public static async Task TakeAsync(
        NpgsqlConnection source,
        string sourceDirectory,
        IReadOnlyList<string> targets,
        ServerAccount account,
        CancellationToken cancellationToken
    )
    {
        var names = Names(source.PostgreSqlVersion.Major);
        await using (var start = new NpgsqlCommand(names.Start, source))
            await start.ExecuteNonQueryAsync(cancellationToken);
        var copy = new DataDirectoryCopy(account, isRunning: true);
        await Task.WhenAll(
            targets.Select(target => Task.Run(() => copy.Copy(sourceDirectory, target), cancellationToken))
        );
        await using var stop = new NpgsqlCommand(names.Stop, source);
        var label =
            await stop.ExecuteScalarAsync(cancellationToken) as string
            ?? throw new InvalidOperationException("A non-exclusive backup ended without a label.");
        foreach (var target in targets)
            account.WriteFile(Path.Combine(target, "backup_label"), label);
    }

    /// <summary>PostgreSQL 15 renamed both functions and dropped the exclusive mode.</summary>
    static (string Start, string Stop) Names(int major) =>
        major >= 15
            ? (
                "SELECT pg_backup_start('primacy lab', fast => true)",
                "SELECT labelfile FROM pg_backup_stop(wait_for_archive => false)"
            )
            : (
                "SELECT pg_start_backup('primacy lab', fast => true, exclusive => false)",
                "SELECT labelfile FROM pg_stop_backup(exclusive => false, wait_for_archive => false)"
            );
}
