using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Primacy.Tests.Scraping;
using Xunit;

namespace Primacy.Tests.Deploying;

/// <summary>Rules and dashboards say what happened, asked of a real Prometheus.</summary>
public sealed partial class SplitStoryTests(SplitStory story) : IClassFixture<SplitStory>
{
    const string Own = "primacy.json";
    const string Original = "postgres-primaries.json";

    /// <summary>The labels that tell the series of a panel apart, the more telling first.</summary>
    static readonly string[] Telling = ["server", "verdict", "cluster"];

    /// <summary>What promtool exits with when a page can be read, and it would name something differently.</summary>
    const int OnlyLinted = 3;

    /// <summary>Every panel by its dashboard.</summary>
    public static TheoryData<string, string> Panels
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var dashboard in Dashboard.All)
            {
                foreach (var panel in dashboard.Drawn)
                    all.Add(dashboard.Name, Dashboard.Text(panel, "title"));
            }
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Panels))]
    public async Task A_panel_draws_something_of_the_cluster(string dashboard, string title)
    {
        story.Need();
        foreach (var server in story.Servers)
        {
            foreach (var query in Dashboard.Of(dashboard).Queries(title, "orders"))
            {
                var all = await server.QueryAsync(query, story.Healthy, story.End);
                Assert.NotEmpty(all);
                Assert.All(all, series => Assert.Equal("orders", series.Label("cluster")));
            }
            foreach (var query in Dashboard.Of(dashboard).Queries(title, "another"))
                Assert.Empty(await server.QueryAsync(query, story.Healthy, story.End));
        }
    }

    [Theory]
    [InlineData(Original, "The number of primaries", "orders=1", "orders=2")]
    [InlineData(Own, "Primaries per cluster", "orders=1", "orders=2")]
    [InlineData(Own, "Primaries now", "orders=1", "orders=2")]
    [InlineData(Own, "Role of every server", "node-1=0 node-2=1 node-3=1", "node-1=0 node-2=0 node-3=1")]
    [InlineData(Own, "Timeline", "node-1=1 node-2=1 node-3=1", "node-1=1 node-2=2 node-3=1")]
    [InlineData(Own, "Verdicts", "healthy=1", "multiple-primaries=1")]
    [InlineData(Own, "Probes", "node-1=1 node-2=1 node-3=1", "node-1=1 node-2=1 node-3=1")]
    [InlineData(Own, "Members unseen", "orders=0", "orders=0")]
    [InlineData(Own, "Diverged bytes", "", null)]
    [InlineData(Own, "Client transactions past the fork", "", null)]
    [InlineData(Own, "Why there is no answer", "", "")]
    public async Task A_panel_tells_the_story(string dashboard, string title, string before, string? during)
    {
        story.Need();
        var query = Assert.Single(Dashboard.Of(dashboard).Queries(title, "orders"));
        foreach (var server in story.Servers)
        {
            Assert.Equal(before, Written(await server.QueryAsync(query, story.Healthy)));
            var split = await server.QueryAsync(query, story.Split);
            if (during is { })
                // What follows from a split, such as a standby on its losing side, may hold beside it by then.
                Assert.Subset(Written(split).Split(' ').ToHashSet(), during.Split(' ').ToHashSet());
            else
                Assert.Equal(
                    "node-1 node-2",
                    string.Join(' ', split.Where(one => one.Values[0] > 0).Select(Name).Order())
                );
        }
    }

    [Fact]
    public async Task A_server_that_is_gone_is_no_standby_but_without_an_answer()
    {
        story.Need();
        var role = Assert.Single(Dashboard.Of(Own).Queries("Role of every server", "orders"));
        foreach (var server in story.Servers)
            Assert.Equal("node-1=-1 node-2=0 node-3=1", Written(await server.QueryAsync(role, story.End)));
    }

    /// <summary>As its author wrote it, on a Prometheus where this cluster is the only one.</summary>
    [Fact]
    public async Task The_originals_own_query_goes_on_working()
    {
        story.Need();
        const string query = """count(pg_replication_is_replica{job="kubernetes-service-endpoints"}==0)""";
        foreach (var server in story.Servers)
        {
            Assert.Equal(1, Assert.Single(await server.QueryAsync(query, story.Healthy)).Values[0]);
            Assert.Equal(2, Assert.Single(await server.QueryAsync(query, story.Split)).Values[0]);
        }
    }

    [Fact]
    public async Task Annotations_mark_the_split_and_not_the_time_before()
    {
        story.Need();
        foreach (var annotation in Dashboard.Of(Own).Annotations)
        {
            var query = Dashboard.Substitute(Dashboard.Text(annotation, "expr"), "orders");
            foreach (var server in story.Servers)
            {
                Assert.Empty(await server.QueryAsync(query, story.Healthy));
                Assert.NotEmpty(await server.QueryAsync(query, story.Split));
            }
        }
    }

    [Fact]
    public async Task The_variable_finds_the_cluster()
    {
        story.Need();
        var variable = Dashboard.Of(Own).Variables.Single(one => Dashboard.Text(one, "name") == "cluster");
        var match = LabelValues().Match(Dashboard.Text(variable["query"]!, "query"));
        foreach (var server in story.Servers)
        {
            var path = $"/api/v1/label/{match.Groups[2].Value}/values?match[]={match.Groups[1].Value}";
            Assert.Equal(["orders"], (await server.GetAsync(path)).EnumerateArray().Select(one => one.GetString()));
        }
    }

    [Fact]
    public async Task The_rules_fire_in_the_split_and_not_before()
    {
        story.Need();
        const string query = "count by (alertname, cluster) (ALERTS{alertstate='firing', job='primacy'})";
        foreach (var server in story.Servers)
        {
            Assert.Empty(await server.QueryAsync(query, story.Healthy));
            var fired = await server.QueryAsync(query, story.Split);
            Assert.Subset(
                fired.Select(alert => alert.Label("alertname")).ToHashSet(),
                new HashSet<string> { "MultiplePrimaries", "PrimariesDiverged" }
            );
            Assert.All(fired, alert => Assert.Equal("orders", alert.Label("cluster")));
        }
    }

    [Fact]
    public void What_rules_and_panels_ask_for_is_on_Primacys_page()
    {
        story.Need();
        var page = Series.Parse(Once(story.SplitPage + story.LastPage));
        var expressions = RulesFile
            .Texts()
            .Concat(
                Dashboard.All.SelectMany(one => one.Drawn.SelectMany(Expressions).Concat(one.Annotations.Select(Expr)))
            );
        var asked = expressions.SelectMany(text => Metric().Matches(text)).ToArray();

        Assert.NotEmpty(asked);
        foreach (var metric in asked)
        {
            var labels = Matcher().Matches(metric.Groups[2].Value).Select(label => label.Groups[1].Value);
            Assert.True(
                page.Any(series => series.Name == metric.Groups[1].Value && labels.All(label => Has(series, label))),
                $"{metric.Value} is asked for, and not on the page"
            );
        }
    }

    /// <summary>
    /// With scraped families, the custom queries' among them. What built-in collectors say has the names that
    /// postgres_exporter gave it, whatever is thought of them.
    /// </summary>
    [Fact]
    public async Task Promtool_has_nothing_against_a_page_of_a_split()
    {
        story.Need();
        Promtool.Need();

        var (exitCode, output) = await Promtool.RunAsync(Path.GetTempPath(), ["check", "metrics"], story.SplitPage);

        Assert.Contains("pg_sessions_age_seconds_bucket{", story.SplitPage, StringComparison.Ordinal);
        Assert.True(exitCode is 0 or OnlyLinted, output);
        Assert.DoesNotMatch(
            @"(?m)^(primacy_|process_|pg_(sessions|replication|postmaster|exporter|scrape|up))",
            output
        );
    }

    [Fact]
    public async Task Prometheus_asks_for_OpenMetrics_gets_it_and_understands_it()
    {
        story.Need();
        Assert.NotEmpty(story.Passage!.Passed);
        Assert.All(
            story.Passage.Passed,
            one =>
            {
                Assert.Contains("application/openmetrics-text", one.Accept, StringComparison.Ordinal);
                Assert.StartsWith(
                    "application/openmetrics-text; version=1.0.0",
                    one.ContentType,
                    StringComparison.Ordinal
                );
            }
        );
        foreach (var server in story.Servers)
        {
            // It gives each scrape a second, which a busy machine may exceed; what it does not understand, it never
            // will.
            await Eventually.Holds(
                async () => (await ErrorsAsync(server)).All(error => error.Length == 0),
                "the last scrape of each was taken"
            );
            var scraped = await server.QueryAsync(
                "count(pg_up{job='kubernetes-service-endpoints'} == 1)",
                story.Healthy
            );
            Assert.Equal(3, Assert.Single(scraped).Values[0]);
        }
    }

    /// <summary>What Prometheus has against the last scrape of each target.</summary>
    static async Task<IReadOnlyList<string>> ErrorsAsync(PrometheusServer server)
    {
        var targets = (await server.GetAsync("/api/v1/targets")).GetProperty("activeTargets").EnumerateArray();
        return [.. targets.Select(target => target.GetProperty("lastError").GetString()!)];
    }

    /// <summary>Prometheus itself adds two.</summary>
    static bool Has(Series series, string label) =>
        label is "job" or "instance" || $",{series.Labels}".Contains($",{label}=", StringComparison.Ordinal);

    /// <summary>Two pages as one: each family is announced once.</summary>
    static string Once(string pages) =>
        string.Join(
            '\n',
            pages.Split('\n').Where(line => line.StartsWith("# TYPE", StringComparison.Ordinal)).Distinct()
        )
        + "\n"
        + string.Join('\n', pages.Split('\n').Where(line => !line.StartsWith('#')));

    static IEnumerable<string> Expressions(JsonNode panel) => panel["targets"]!.AsArray().Select(one => Expr(one!));

    static string Expr(JsonNode one) => Dashboard.Text(one, "expr");

    static string Written(IEnumerable<QueriedSeries> all) =>
        string.Join(' ', all.Select(one => $"{Name(one)}={one.Values[0]}").Order(StringComparer.Ordinal));

    /// <summary>By what a series differs from the others of its panel.</summary>
    static string Name(QueriedSeries one) => Telling.Select(one.Label).First(label => label.Length > 0);

    [GeneratedRegex(@"label_values\((\w+), (\w+)\)")]
    private static partial Regex LabelValues();

    /// <summary>Of Primacy and of the original, neither what is recorded from them (with colons) nor labels.</summary>
    [GeneratedRegex(@"(?<![\w:])((?:primacy|pg)_\w+)(?![\w:])(?:\{([^}]*)\})?")]
    private static partial Regex Metric();

    [GeneratedRegex(@"(\w+)\s*[=!]")]
    private static partial Regex Matcher();
}
