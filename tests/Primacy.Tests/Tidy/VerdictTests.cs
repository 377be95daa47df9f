using Primacy.Analysis;
using Xunit;

namespace Primacy.Tests.Tidy;

/// <summary>The catalogue of verdicts is closed, and each has all that belongs to one.</summary>
public sealed class VerdictTests
{
    public static TheoryData<VerdictCode> Codes => [.. VerdictCodes.All];

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_verdict_has_a_detector_of_its_own(VerdictCode code)
    {
        Assert.Single(Analyzer.Detectors, detector => detector.Code == code);
        Assert.True(File.Exists(Path.Combine(Repository.Root, $"src/Primacy.Core/Analysis/Detectors/{code}.cs")));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_verdict_is_the_headline_of_a_story(VerdictCode code)
    {
        var headline = $" {code.Slug} ({code.Severity.ToString().ToLowerInvariant()}): ";
        var stories = Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests", "scenarios"), "*.txt");
        Assert.Contains(stories, story => File.ReadAllText(story).Contains(headline, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_verdict_has_a_page_that_says_what_to_do(VerdictCode code)
    {
        var page = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "verdicts", $"{code.Slug}.md"));
        Assert.Equal($"# {code.Slug}", page[0]);
        Assert.Contains("## What it means", page);
        Assert.Contains("## How it comes about", page);
        Assert.Contains("## What to do now", page);
        Assert.InRange(page.Length, 15, 60);
    }

    [Fact]
    public void There_is_no_page_without_a_verdict()
    {
        var pages = Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "docs", "verdicts"), "*.md")
            .Select(page => Path.GetFileNameWithoutExtension(page))
            .Where(page => page != "README");
        Assert.All(pages, page => Assert.NotNull(VerdictCodes.FromSlug(page)));
    }
}
