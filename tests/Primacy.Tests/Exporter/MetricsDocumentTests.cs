using Primacy.Tests.Tidy;
using Xunit;

namespace Primacy.Tests.Exporter;

/// <summary>docs/metrics.md names every metric of clusters and instances that is served.</summary>
public sealed class MetricsDocumentTests
{
    [Fact]
    public void Every_metric_of_the_golden_page_is_named()
    {
        const string family = "# TYPE ";
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "metrics.md"));
        var names = File.ReadLines(Golden.Beside("Golden", "metrics.txt"))
            .Where(line => line.StartsWith(family, StringComparison.Ordinal))
            .Select(line => line.Split(' ')[2])
            .ToArray();

        Assert.NotEmpty(names);
        Repository.AssertNone(names.Where(name => !page.Contains($"| `{name}` |", StringComparison.Ordinal)));
    }
}
