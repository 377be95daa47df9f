namespace Primacy.Lab.Servers;

/// <summary>
/// Copies a data directory, of a stopped server whole, of a running one what a base backup takes.
/// See https://www.postgresql.org/docs/current/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP-DATA.
/// </summary>
internal sealed class DataDirectoryCopy(ServerAccount account, bool isRunning)
{
    static readonly HashSet<string> EmptiedDirectories =
    [
        "pg_dynshmem",
        "pg_notify",
        "pg_replslot",
        "pg_serial",
        "pg_snapshots",
        "pg_stat_tmp",
        "pg_subtrans",
    ];

    static readonly HashSet<string> OmittedFiles =
    [
        "backup_label",
        "backup_manifest",
        "pg_internal.init",
        "postmaster.opts",
        "postmaster.pid",
        "recovery.signal",
        "standby.signal",
        "tablespace_map",
    ];

    public void Copy(string source, string target)
    {
        if (Directory.EnumerateFileSystemEntries(Path.Combine(source, "pg_tblspc")).Any())
            throw new LabException($"'{source}' has tablespaces, which a lab cannot copy. Drop them first.");
        account.CreateDirectory(target);
        CopyContent(new DirectoryInfo(source), target, relative: "");
        // The control file goes last, so that it is never older than a page copied before it.
        CopyFile(Path.Combine(source, "global", "pg_control"), Path.Combine(target, "global", "pg_control"));
    }

    void CopyContent(DirectoryInfo source, string target, string relative)
    {
        foreach (var entry in source.EnumerateFileSystemInfos())
        {
            var path = Path.Combine(relative, entry.Name);
            var copy = Path.Combine(target, entry.Name);
            if (entry is DirectoryInfo directory)
            {
                account.CreateDirectory(copy);
                if (!isRunning || !EmptiedDirectories.Contains(path))
                    CopyContent(directory, copy, path);
            }
            else if (IsWanted(path, entry.Name))
                CopyFile(entry.FullName, copy);
        }
    }

    /// <summary>
    /// A backup of a running server needs none of its WAL, which the standby will stream, but the timelines' histories.
    /// </summary>
    bool IsWanted(string path, string name)
    {
        if (OmittedFiles.Contains(name) || path == "global/pg_control")
            return false;
        return !isRunning
            || !(
                path.StartsWith("pg_wal/", StringComparison.Ordinal)
                || name.StartsWith("pgsql_tmp", StringComparison.Ordinal)
            )
            || name.EndsWith(".history", StringComparison.Ordinal);
    }

    /// <summary>As a base backup does, which gives files new times; a volume's snapshot keeps the old.</summary>
    static void CopyContent(string source, string target)
    {
        using var from = File.OpenRead(source);
        var made = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = File.GetUnixFileMode(source),
        };
        using var to = new FileStream(target, made);
        from.CopyTo(to);
    }

    void CopyFile(string source, string target)
    {
        try
        {
            if (isRunning)
                CopyContent(source, target);
            else
                File.Copy(source, target, overwrite: true);
        }
        catch (FileNotFoundException)
        {
            // A running server removes files; replaying its WAL from the backup's start removes them from the copy too.
            return;
        }
        account.Own(target);
    }
}
