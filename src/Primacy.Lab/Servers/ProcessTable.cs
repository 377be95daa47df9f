using System.Globalization;
using System.Text;

namespace Primacy.Lab.Servers;

/// <summary>What Linux tells about running processes in /proc.</summary>
internal static class ProcessTable
{
    const int PathBytesMax = 512;

    static IEnumerable<int> All() =>
        Directory
            .EnumerateDirectories("/proc")
            .Select(path =>
                int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                    ? id
                    : 0
            )
            .Where(id => id > 0);

    /// <summary>
    /// The processes of PostgreSQL that work in a directory: in a data directory, those of its server.
    /// </summary>
    public static IReadOnlyList<int> In(string directory) => [.. All().Where(id => IsIn(directory, id))];

    /// <summary>
    /// A number noted down may have passed to another process, but no other program of PostgreSQL works in that
    /// directory. An upgrade under a running server marks its executable as deleted, after a blank.
    /// </summary>
    public static bool IsIn(string directory, int id) =>
        LinkOf(id, "cwd") == directory
        && Path.GetFileName(LinkOf(id, "exe"))?.Split(' ')[0] is "postgres" or "initdb" or "pg_ctl";

    /// <summary>
    /// Clock ticks from the machine's start to the process's: with its number it names one process for good. Null when
    /// there is no such process.
    /// </summary>
    public static string? StartTimeOf(int id) => Stat(id) is { } fields ? fields[19] : null;

    public static bool IsFrozen(int id) => Stat(id) is ["T", ..];

    /// <summary>
    /// .NET's own way asks the kernel three times, which a table read every few milliseconds would show.
    /// </summary>
    static string? LinkOf(int id, string name)
    {
        Span<byte> target = stackalloc byte[PathBytesMax];
        var path = string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/{name}");
        var length = (int)Native.ReadLink(path, target, target.Length);
        return length < 0 ? null : Encoding.UTF8.GetString(target[..length]);
    }

    /// <summary>The fields of /proc/ID/stat from the third on; the second is a name that may hold anything.</summary>
    static string[]? Stat(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id.ToString(CultureInfo.InvariantCulture)}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
