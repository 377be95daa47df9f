using System.Diagnostics;
using System.Text.Json.Nodes;
using Primacy.Tests.Tidy;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Primacy.Tests.Deploying;

/// <summary>The dashboards of deploy/grafana, as far as that can be judged without Grafana.</summary>
public sealed class DashboardTests
{
    const string DataSource = "${datasource}";
    const int CannotFetch = 3;

    static bool MustRun => Environment.GetEnvironmentVariable("PRIMACY_TEST_ALL") == "1";

    public static TheoryData<string> Names => [.. Dashboard.All.Select(dashboard => dashboard.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Panels_have_numbers_of_their_own_and_do_not_overlap(string name)
    {
        var panels = Dashboard.Of(name).Panels.ToArray();

        Assert.Equal(panels.Length, panels.Select(panel => Number(panel, "id")).Distinct().Count());
        var cells = panels.SelectMany(Cells).ToArray();
        Assert.All(cells, cell => Assert.InRange(cell.X, 0, 23));
        Assert.Equal(cells.Length, cells.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Everything_asks_the_data_source_that_is_chosen(string name)
    {
        var dashboard = Dashboard.Of(name);
        var targets = dashboard.Drawn.SelectMany(panel => panel["targets"]!.AsArray()).ToArray();

        Assert.NotEmpty(targets);
        Assert.All(targets, target => Assert.NotEmpty(Dashboard.Text(target!, "expr")));
        Assert.All(
            dashboard.Drawn.Concat(targets).Concat(dashboard.Annotations).Concat(dashboard.Variables.Skip(1)),
            one => Assert.Equal(DataSource, Dashboard.Text(one!["datasource"]!, "uid"))
        );
        Assert.All(dashboard.Drawn, panel => Assert.NotEmpty(Dashboard.Text(panel, "description")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_data_source_is_asked_for_at_import_and_chosen_by_a_variable(string name)
    {
        var dashboard = Dashboard.Of(name);

        var input = Assert.Single(dashboard.Json["__inputs"]!.AsArray());
        Assert.Equal("datasource", Dashboard.Text(input!, "type"));
        Assert.Equal("prometheus", Dashboard.Text(input!, "pluginId"));
        Assert.Equal(["datasource", "cluster"], dashboard.Variables.Select(one => Dashboard.Text(one, "name")));
        var chosen = dashboard.Variables.First()["current"]!;
        Assert.Equal($"${{{Dashboard.Text(input!, "name")}}}", Dashboard.Text(chosen, "value"));
        var required = dashboard.Json["__requires"]!.AsArray().Select(one => Dashboard.Text(one!, "id"));
        Assert.Empty(dashboard.Drawn.Select(panel => Dashboard.Text(panel, "type")).Except(required));
    }

    [Fact]
    public void Each_has_an_address_of_its_own() =>
        Assert.Equal(
            Dashboard.All.Count,
            Dashboard.All.Select(dashboard => Dashboard.Text(dashboard.Json, "uid")).Distinct().Count()
        );

    [Theory]
    [InlineData("datasources", "datasources", "prometheus")]
    [InlineData("dashboards", "providers", "file")]
    public void Provisioning_is_of_the_version_and_kind_that_Grafana_reads(string folder, string list, string type)
    {
        var yaml = new YamlStream();
        using var text = File.OpenText(Path.Combine(Dashboard.Directory, "provisioning", folder, "primacy.yaml"));
        yaml.Load(text);
        var root = yaml.Documents[0].RootNode;

        Assert.Equal("1", root["apiVersion"].ToString());
        Assert.Equal(type, Assert.Single((YamlSequenceNode)root[list])["type"].ToString());
    }

    /// <summary>eng/dashboards fetches the types that Grafana is built with.</summary>
    [Fact]
    public async Task Grafanas_own_types_take_them()
    {
        Assert.SkipUnless(MustRun || OnPath("npm"), "npm is not installed, which fetches Grafana's schema");

        using var check = Process.Start(
            new ProcessStartInfo(Path.Combine(Repository.Root, "eng", "dashboards"))
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var errors = check.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await check.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await check.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.SkipWhen(check.ExitCode == CannotFetch && !MustRun, "Grafana's schema cannot be fetched");
        Assert.True(check.ExitCode == 0, output + await errors);
        Assert.StartsWith($"{Dashboard.All.Count} dashboards", output, StringComparison.Ordinal);
    }

    static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, program)));

    static IEnumerable<(int X, int Y)> Cells(JsonNode panel)
    {
        var grid = panel["gridPos"]!;
        return from x in Enumerable.Range(Number(grid, "x"), Number(grid, "w"))
            from y in Enumerable.Range(Number(grid, "y"), Number(grid, "h"))
            select (x, y);
    }

    static int Number(JsonNode node, string key) => node[key]!.GetValue<int>();
}
