using System.Diagnostics;
using Xunit;

namespace Primacy.Tests.Tidy;

/// <summary>The first thing a stranger sees is the root of the repository.</summary>
public sealed class RootTests
{
    static readonly HashSet<string> Known =
    [
        ".ci",
        ".config",
        ".editorconfig",
        ".gitattributes",
        ".github",
        ".gitignore",
        "ARCHITECTURE.md",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "Directory.Build.props",
        "Directory.Packages.props",
        "LICENSE",
        "Primacy.slnx",
        "README.md",
        "SECURITY.md",
        "bench",
        "deploy",
        "docs",
        "eng",
        "global.json",
        "primacy",
        "src",
        "test",
        "tests",
    ];

    [Fact]
    public void The_root_holds_nothing_that_is_not_known()
    {
        var tracked = Tracked();
        Assert.SkipWhen(tracked.Count == 0, "This is no git working copy, so what belongs to it cannot be told.");
        Repository.AssertNone(
            tracked.Select(path => path.Split('/')[0]).Distinct().Where(name => !Known.Contains(name))
        );
    }

    [Fact]
    public void The_readme_is_read_in_one_go()
    {
        var readme = Path.Combine(Repository.Root, "README.md");
        Assert.InRange(File.ReadAllLines(readme).Length, 20, 120);
    }

    /// <summary>Git knows what belongs to the repository; a stranger's editor leaves other things beside it.</summary>
    static List<string> Tracked()
    {
        using var git = Process.Start(
            new ProcessStartInfo("git", ["-C", Repository.Root, "ls-files"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var files = new List<string>();
        while (git.StandardOutput.ReadLine() is { } line)
            files.Add(line);
        git.WaitForExit();
        return files;
    }
}
