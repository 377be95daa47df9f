using Primacy.Configuration;
using Primacy.Configuration.Yaml;
using Xunit;

namespace Primacy.Tests.Configuration;

/// <summary>Files as people get them wrong: every error at once, each with its line and column.</summary>
public sealed class BadFileTests
{
    [Theory]
    [MemberData(nameof(Files))]
    public void Every_error_of_a_bad_file_is_told_with_its_place(string name)
    {
        var yaml = File.ReadAllText(Path.Combine(Folder, name + ".yaml"));
        var problems = new Problems();

        new WatchFileReader("primacy.yaml", Around.Nothing, problems).Read(new StringReader(yaml));

        Assert.NotEmpty(problems.Errors);
        Golden.Verify($"bad-file-{name}", string.Join('\n', problems.Errors));
    }

    public static TheoryData<string> Files() =>
        [.. Directory.GetFiles(Folder, "*.yaml").Select(Path.GetFileNameWithoutExtension).OfType<string>().Order()];

    static string Folder { get; } = Golden.Beside("Configuration", "BadFiles");
}
