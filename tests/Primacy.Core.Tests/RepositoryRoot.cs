namespace Primacy;

/// <summary>Where the files are that tests read and, when asked to, rewrite.</summary>
static class RepositoryRoot
{
    public static string Path { get; } = Find(AppContext.BaseDirectory);

    /// <summary>Whether differences are to be accepted instead of reported; the diff is then the review.</summary>
    public static bool IsAccepting => Environment.GetEnvironmentVariable("PRIMACY_ACCEPT") == "1";

    public static string Combine(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Path, .. parts]);

    static string Find(string from)
    {
        for (var directory = new DirectoryInfo(from); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(directory.FullName, "Primacy.slnx")))
                return directory.FullName;
        }
        throw new InvalidOperationException($"No Primacy.slnx in {from} or above it.");
    }
}
