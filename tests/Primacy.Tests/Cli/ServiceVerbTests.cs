using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Primacy.Web.Api;
using Xunit;

namespace Primacy.Tests.Cli;

/// <summary>The verbs that ask a running service, over real HTTP.</summary>
public sealed class ServiceVerbTests : IAsyncLifetime
{
    readonly WebApplication _service;
    string _url = "";

    public ServiceVerbTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _service = builder.Build();
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task Status_shows_each_cluster()
    {
        ClusterReport[] clusters = [ClusterReport.From(Looks.Healthy()), ClusterReport.From(Looks.Split("stock"))];
        await Serve("/api/v1/clusters", JsonSerializer.Serialize(clusters, ApiJson.Compact.IReadOnlyListClusterReport));

        var text = await Run.Of(["status", "--url", _url]);
        var json = await Run.Of(["status", "--url", _url, "-o", "json"]);

        Assert.Equal((0, ""), (text.Exit, text.Error));
        Golden.Verify("status", text.Out);
        Assert.Equal(JsonSerializer.Serialize(clusters, ApiJson.Readable.IReadOnlyListClusterReport) + "\n", json.Out);
    }

    [Fact]
    public async Task Incidents_shows_each_incident()
    {
        IncidentReport[] incidents = [.. Looks.Split().Incidents.Select(IncidentReport.From)];
        await Serve(
            "/api/v1/incidents",
            JsonSerializer.Serialize(incidents, ApiJson.Compact.IReadOnlyListIncidentReport)
        );

        var text = await Run.Of(["incidents", "--url", _url]);
        var json = await Run.Of(["incidents", "--all", "--url", _url, "-o", "json"]);

        Assert.Equal((0, ""), (text.Exit, text.Error));
        Golden.Verify("incidents", text.Out);
        Golden.Verify("incidents-json", json.Out);
    }

    [Fact]
    public async Task Another_server_is_not_taken_for_primacy()
    {
        await Serve("/api/v1/clusters", "<html>");

        var other = await Run.Of(["status", "--url", _url]);
        var missing = await Run.Of(["incidents", "--url", _url]);

        Assert.Equal((1, ""), (other.Exit, other.Out));
        Assert.Contains("answers something else than Primacy's API", other.Error, StringComparison.Ordinal);
        Assert.Contains("answers 404", missing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_service_one_line_says_what_to_do()
    {
        await Serve("/", "");
        await _service.StopAsync(TestContext.Current.CancellationToken);

        var run = await Run.Of(["status", "--url", _url]);

        Assert.Equal(1, run.Exit);
        Assert.Matches(
            @"^primacy: no service at \S+: Connection refused\. Start one with 'primacy watch'.*\n$",
            run.Error
        );
    }

    async Task Serve(string path, string body)
    {
        _service.Run(async context =>
        {
            context.Response.StatusCode = context.Request.Path == path ? 200 : 404;
            await context.Response.WriteAsync(body);
        });
        await _service.StartAsync(TestContext.Current.CancellationToken);
        _url = _service.Urls.Single();
    }
}
