using Primacy.Lab.Servers;

namespace Primacy.Lab.Binaries;

/// <summary>Where downloaded binaries are kept: for everybody when root gets them, else for one user.</summary>
internal static class BinaryCache
{
    public const string Shared = "/var/cache/primacy";
    const string Prefix = "postgres-";

    public static string Own { get; } = Native.EffectiveUserId() == 0 ? Shared : OfUser();

    public static IEnumerable<string> BinDirectories() =>
        new[] { Own, Shared }
            .Distinct()
            .Where(Directory.Exists)
            .SelectMany(cache => Directory.EnumerateDirectories(cache, Prefix + "*"))
            .Select(directory => Path.Combine(directory, "bin"));

    public static string DirectoryFor(string version) => Path.Combine(Own, Prefix + version);

    /// <summary>
    /// Puts an unpacked tree in its place in one step. Of several processes that unpacked the same, the first one's
    /// stays.
    /// </summary>
    public static void Adopt(string unpacked, string version)
    {
        var place = DirectoryFor(version);
        try
        {
            Directory.Move(unpacked, place);
        }
        catch (IOException) when (Directory.Exists(place))
        {
            Directory.Delete(unpacked, recursive: true);
        }
    }

    /// <summary>An empty directory on the cache's own file system, as a rename does not cross file systems.</summary>
    public static string CreateWorkDirectory()
    {
        Directory.CreateDirectory(Own);
        OpenToAll(Own);
        var path = Path.Combine(Own, $".unpacking-{Path.GetRandomFileName()}");
        Directory.CreateDirectory(path);
        return path;
    }

    /// <summary>Lets the unprivileged account of the servers read and run what root unpacked under any umask.</summary>
    public static void OpenToAll(string path)
    {
        const UnixFileMode Everybody = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        const UnixFileMode Enter = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        var mode = File.GetUnixFileMode(path) | Everybody;
        var isProgram = (mode & UnixFileMode.UserExecute) != 0;
        File.SetUnixFileMode(path, isProgram || Directory.Exists(path) ? mode | Enter : mode);
    }

    static string OfUser()
    {
        var caches = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (string.IsNullOrEmpty(caches))
            caches = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return Path.Combine(Path.GetFullPath(caches), "primacy");
    }
}
