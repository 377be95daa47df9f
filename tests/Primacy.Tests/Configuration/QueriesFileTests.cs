using Primacy.Configuration;
using Primacy.Configuration.Yaml;
using Primacy.Scraping;
using Primacy.Scraping.Queries;
using Xunit;

namespace Primacy.Tests.Configuration;

/// <summary>Files of custom queries: what postgres_exporter takes is taken.</summary>
public sealed class QueriesFileTests
{
    [Fact]
    public void What_the_original_passes_over_is_passed_over_with_a_warning_that_names_line_and_column()
    {
        var (options, problems) = Read(
            """
            customMetrics:
              a:
                query: SELECT 1 AS v
              b:
                metrics: []
              a:
                query: SELECT 2 AS v
                mastr: true
                master: yes
                cache_seconds: "30"
                metrics:
                  - v: { usage: gauge, descrption: x }
                  - w:
                  - u: { usage: GAUGE }
                  - u: { usage: COUNTER }
            """
        );

        Assert.Empty(problems.Errors);
        Assert.Equal(
            """
            primacy.yaml:4:3: 'b' has no 'query', so that nothing is asked
            primacy.yaml:6:3: 'a' appears twice here; the last one counts
            primacy.yaml:8:5: 'mastr' is not known here and has no effect. Did you mean 'master'?
            primacy.yaml:12:21: 'gauge' is no usage, so that the column is discarded; it is one of LABEL, GAUGE, COUNTER, …
            primacy.yaml:12:28: 'descrption' is not known here and has no effect. Did you mean 'description'?
            primacy.yaml:13:9: the column 'w' has no 'usage' and is discarded; it is one of LABEL, GAUGE, COUNTER, …
            """.Split('\n'),
            problems.Warnings.Select(w =>
                w.ToString().Replace("HISTOGRAM, MAPPEDMETRIC, DURATION or DISCARD", "…", StringComparison.Ordinal)
            )
        );
        var query = Assert.Single(options.Queries);
        Assert.Equal("SELECT 2 AS v", query.Sql);
        Assert.True(query.IsForMaster);
        Assert.Equal(TimeSpan.FromSeconds(30), query.CacheFor);
    }

    [Theory]
    [InlineData(
        """
            customMetrics:
              pg_x:
                query: "SELECT 1 AS v"
                metrics: [{ v: { usage: "GAUGE", description: "d" } }]
            """
    )]
    [InlineData(
        """
            customMetrics: |-
              pg_x:
                query: "SELECT 1 AS v"
                metrics: [{ v: { usage: "GAUGE", description: "d" } }]
            """
    )]
    public void A_block_of_a_charts_values_is_taken_as_a_mapping_and_as_a_text(string yaml)
    {
        var (options, problems) = Read(yaml);

        Assert.Empty(problems.Errors);
        Assert.Empty(problems.Warnings);
        var query = Assert.Single(options.Queries);
        Assert.Equal("pg_x", query.Name);
        Assert.Equal(
            new CustomColumn
            {
                Name = "v",
                Usage = ColumnUsage.Gauge,
                Description = "d",
            },
            Assert.Single(query.Columns)
        );
    }

    [Fact]
    public void Files_are_found_beside_the_configuration_and_the_last_of_a_name_counts()
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllText(directory["one.yaml"], "a: { query: SELECT 1 }\nb: { query: SELECT 2 }");
        File.WriteAllText(directory["two.yaml"], "\nb: { query: SELECT 3 }");

        var (options, problems) = Read("queries: [one.yaml, two.yaml]", directory.Path);

        Assert.Empty(problems.Errors);
        Assert.Equal(["SELECT 1", "SELECT 3"], options.Queries.Select(query => query.Sql));
        Assert.Equal(["one.yaml:1", "two.yaml:2"], options.Queries.Select(query => query.Origin));
        Assert.All(options.Files, file => Assert.Matches("^[0-9a-f]{64}$", file.Hash));
    }

    [Fact]
    public void A_mistake_in_a_file_is_told_at_its_place_in_that_file()
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllText(directory["q.yaml"], "a:\n  query: SELECT 1\n  cache_seconds: soon\n");

        var (_, problems) = Read("queries: q.yaml", directory.Path);

        var error = Assert.Single(problems.Errors);
        Assert.Equal(("q.yaml", 3, 18), (error.Source, error.Line, error.Column));
    }

    [Theory]
    [InlineData(">=13.0.0 <16.0.0", 130020, true)]
    [InlineData(">=13.0.0 <16.0.0", 160000, false)]
    [InlineData(">=13.0.0 <14.0.0 || >=17.0.0", 170001, true)]
    [InlineData(">=13.0.0 <14.0.0 || >=17.0.0", 150001, false)]
    [InlineData("18.x", 180004, true)]
    [InlineData("18.x", 170004, false)]
    [InlineData("> 17", 180000, true)]
    [InlineData("> 17", 170004, false)]
    [InlineData("<=17.4.0", 170004, true)]
    [InlineData("<=17.4.0", 170005, false)]
    [InlineData("!=17.4.0 >=13.x.x", 170004, false)]
    [InlineData("!17.x", 180000, true)]
    [InlineData("==17.4.0", 170004, true)]
    public void A_range_of_versions_holds_those_it_names(string range, int version, bool isIn) =>
        Assert.Equal(isIn, VersionRange.Parse(range)?.Contains(new ServerVersion(version)));

    [Theory]
    [InlineData("")]
    [InlineData("thirteen")]
    [InlineData(">=")]
    [InlineData("13 ||")]
    [InlineData("13.0.0-beta")]
    [InlineData("~>13")]
    public void What_is_no_range_of_versions_is_none(string range) => Assert.Null(VersionRange.Parse(range));

    static (ExporterOptions Options, Problems Problems) Read(string yaml, string directory = "/work")
    {
        var problems = new Problems();
        var item = YamlReader.Read("primacy.yaml", new StringReader(yaml), problems);
        return (new ExporterReader(directory, problems).Read(item)!, problems);
    }
}
