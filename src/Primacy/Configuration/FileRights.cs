using Primacy.Configuration.Yaml;

namespace Primacy.Configuration;

/// <summary>Who may read a configuration file.</summary>
internal static class FileRights
{
    /// <summary>
    /// A password in a file that everybody on the machine may read is no secret. It works, so it is a warning.
    /// </summary>
    public static void WarnIfReadable(string path, WatchFile? file, Surroundings around, Problems problems)
    {
        if (file is { } && HoldsPassword(file, around))
            Warn(
                path,
                Path.GetFullPath(path, around.CurrentDirectory),
                "a password",
                ", or use passwordFile",
                problems
            );
    }

    /// <summary>The same for a file that is known to hold one.</summary>
    /// <param name="name">The file, as messages shall name it.</param>
    /// <param name="path">Where it is.</param>
    /// <param name="secret">What it holds.</param>
    /// <param name="instead">What else could be done than to change its rights.</param>
    /// <param name="problems">Takes the warning.</param>
    public static void Warn(string name, string path, string secret, string instead, Problems problems)
    {
        if (OperatingSystem.IsWindows() || !File.Exists(path))
            return;
        if (File.GetUnixFileMode(path).HasFlag(UnixFileMode.OtherRead))
            problems.Warn(
                new Location(name),
                $"everybody may read this file and it holds {secret}: chmod 640 {name}{instead}"
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
        file.Notifications.HasSecretInPlace
        || file.Clusters.SelectMany(c => c.Instances.Select(i => i.Connection).Concat(c.Managers.Pgpools))
            .Any(connection => connection.Password is { } password && password != around.Set("PGPASSWORD"));
}
