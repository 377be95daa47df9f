using Xunit;

namespace Primacy.Scenarios;

/// <summary>
/// Every story under tests/scenarios, played against the core and compared to the letter. PRIMACY_ACCEPT=1 writes what
/// the core says now into the files.
/// </summary>
public sealed class ScenarioTests
{
    static readonly string Folder = RepositoryRoot.Combine("tests", "scenarios");

    public static TheoryData<string> Stories =>
        [.. Directory.EnumerateFiles(Folder, "*.txt").Select(path => Path.GetFileNameWithoutExtension(path)).Order()];

    [Theory]
    [MemberData(nameof(Stories))]
    public void The_core_tells_the_story(string story)
    {
        var path = Path.Combine(Folder, $"{story}.txt");
        var written = File.ReadAllText(path);
        var told = StoryRunner.Play(ScenarioFile.Parse(written)).ToString();
        if (RepositoryRoot.IsAccepting && told != written)
            File.WriteAllText(path, told);
        else
            Assert.Equal(written, told);
    }

    [Fact]
    public void A_story_that_cannot_be_read_says_where_it_is_wrong()
    {
        var wrong = Assert.Throws<ScenarioException>(() => MemberLine.Parse("a primary colour=red"));
        Assert.Equal("a: unknown setting 'colour'.", wrong.Message);
        Assert.Throws<ScenarioException>(() => ScenarioFile.Parse("observe\n  a primary\n"));
        Assert.Throws<ScenarioException>(() => Durations.Parse("10"));
    }
}
