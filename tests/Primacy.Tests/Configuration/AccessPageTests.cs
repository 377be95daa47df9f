using Primacy.Configuration;
using Primacy.Configuration.Yaml;
using Primacy.Tests.Tidy;
using Xunit;

namespace Primacy.Tests.Configuration;

/// <summary>The examples of docs/access.md work.</summary>
public sealed class AccessPageTests
{
    [Fact]
    public void The_examples_are_valid()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "access.md"));
        // Files of secrets are read with the configuration, and the page has none.
        var examples = page.Split("```yaml\n")
            .Skip(1)
            .Select(rest => rest.Split("```")[0])
            .Where(example => !example.Contains("file:", StringComparison.Ordinal))
            .ToArray();

        Assert.NotEmpty(examples);
        Assert.All(examples, example => Assert.Empty(Problems(example).Errors));
    }

    static Problems Problems(string yaml)
    {
        var problems = new Problems();
        new WatchFileReader("primacy.yaml", Around.Nothing, problems).Read(new StringReader(yaml));
        return problems;
    }
}
