using Primacy.Topology;

namespace Primacy.Storage;

/// <summary>An LSN that may be unknown, in PostgreSQL's notation.</summary>
internal static class StoredLsn
{
    public static Lsn? Read(string? text) => text is null ? null : Lsn.Parse(text);
}
