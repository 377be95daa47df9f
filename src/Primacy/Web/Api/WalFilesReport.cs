using Primacy.Topology;

namespace Primacy.Web.Api;

/// <summary>What an instance's pg_wal showed, by the server's own clock.</summary>
/// <param name="ReadAt">The server's clock when it was read.</param>
/// <param name="OldestAt">When the oldest of its files was last written.</param>
/// <param name="Begin">Where its first segment begins.</param>
internal sealed record WalFilesReport(DateTimeOffset ReadAt, DateTimeOffset OldestAt, string Begin)
{
    public static WalFilesReport? From(WalFiles? files) =>
        files is null ? null : new(files.ReadAt, files.OldestAt, files.Begin.ToString());
}
