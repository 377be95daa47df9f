using Primacy.Configuration.Yaml;

namespace Primacy.Configuration;

/// <summary>Who may read the configuration file.</summary>
internal static class FileRights
{
    /// <summary>
    /// A password in a file that everybody on the machine may read is no secret. It works, so it is a warning.
    /// </summary>
    public static void WarnIfReadable(string path, WatchFile? file, Surroundings around, Problems problems)
    {
        if (OperatingSystem.IsWindows() || file is null || !HoldsPassword(file, around))
            return;
        var mode = System.IO.File.GetUnixFileMode(Path.GetFullPath(path, around.CurrentDirectory));
        if (mode.HasFlag(UnixFileMode.OtherRead))
            problems.Warn(
                new Location(path),
                $"everybody may read this file and it holds a password: chmod 640 {path}, or use passwordFile"
            );
    }

    public static string Reason(Exception exception) =>
        exception switch
        {
            FileNotFoundException or DirectoryNotFoundException => "there is no such file",
            UnauthorizedAccessException => "permission denied",
            _ => exception.Message,
        };

    static bool HoldsPassword(WatchFile file, Surroundings around) =>
        file
            .Clusters.SelectMany(c => c.Instances.Select(i => i.Connection).Concat(c.Managers.Pgpools))
            .Any(connection => connection.Password is { } password && password != around.Set("PGPASSWORD"));
}
