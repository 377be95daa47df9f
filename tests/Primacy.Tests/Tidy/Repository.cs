namespace Primacy.Tests.Tidy;

/// <summary>The working copy that the tests were built from.</summary>
static class Repository
{
    static readonly string[] Built = ["artifacts", "bin", "obj", ".git"];

    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>Every C# file that people wrote.</summary>
    public static IReadOnlyList<SourceFile> Sources { get; } =
    [.. new[] { "src", "tests", "bench" }.SelectMany(Under).OrderBy(file => file.Path, StringComparer.Ordinal)];

    public static IEnumerable<SourceFile> In(string folder) =>
        Sources.Where(file => file.Path.StartsWith(folder + "/", StringComparison.Ordinal));

    /// <summary>Fails with every finding, not only the first.</summary>
    public static void AssertNone(IEnumerable<string> findings) =>
        Xunit.Assert.True(!findings.Any(), string.Join('\n', findings));

    static IEnumerable<SourceFile> Under(string folder) =>
        Directory
            .EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(path => (Path: path, Relative: Path.GetRelativePath(Root, path).Replace('\\', '/')))
            .Where(file => !file.Relative.Split('/').Intersect(Built).Any())
            .Select(file => new SourceFile(file.Relative, File.ReadAllText(file.Path)));

    static string FindRoot(string from)
    {
        for (var directory = new DirectoryInfo(from); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "Primacy.slnx")))
                return directory.FullName;
        }
        throw new InvalidOperationException($"No Primacy.slnx in {from} or above it.");
    }
}
