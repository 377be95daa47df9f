using Primacy.Topology;

namespace Primacy.Storage;

/// <summary>What an instance's pg_wal had shown.</summary>
internal sealed record StoredWalFiles(DateTimeOffset ReadAt, DateTimeOffset OldestAt, string Begin)
{
    public static StoredWalFiles? Of(WalFiles? files) =>
        files is null ? null : new(files.ReadAt, files.OldestAt, files.Begin.ToString());

    public WalFiles ToFiles() => new(ReadAt, OldestAt, Lsn.Parse(Begin));
}
