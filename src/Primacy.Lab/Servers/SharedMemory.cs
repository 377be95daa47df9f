using System.Globalization;

namespace Primacy.Lab.Servers;

/// <summary>
/// The small System V segment by which PostgreSQL knows that no process of a dead postmaster lives on. A killed server
/// leaves it behind, and a data directory removed thereafter would leave it for good.
/// See https://www.postgresql.org/docs/current/kernel-resources.html.
/// </summary>
internal static class SharedMemory
{
    const string Segments = "/proc/sysvipc/shm";
    const int RemoveCommand = 0;
    const int LineInPostmasterFile = 6;

    /// <summary>Removes the segment that postmaster.pid names, if nobody uses it.</summary>
    public static void Release(IReadOnlyList<string> postmasterFile)
    {
        if (postmasterFile.Count <= LineInPostmasterFile || !File.Exists(Segments))
            return;
        if (Fields(postmasterFile[LineInPostmasterFile]) is not [var unsignedKey, var segment, ..])
            return;
        if (!ulong.TryParse(unsignedKey, CultureInfo.InvariantCulture, out var wideKey))
            return;
        // PostgreSQL writes the key unsigned, the kernel prints it signed.
        var key = unchecked((int)wideKey).ToString(CultureInfo.InvariantCulture);
        // The columns: key, shmid, perms, size, cpid, lpid, nattch, and others.
        var unused = File.ReadLines(Segments)
            .Select(Fields)
            .Any(row => row.Length > 6 && row[0] == key && row[1] == segment && row[6] == "0");
        if (unused && int.TryParse(segment, CultureInfo.InvariantCulture, out var id))
            _ = Native.ControlSharedMemory(id, RemoveCommand, 0);
    }

    static string[] Fields(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
