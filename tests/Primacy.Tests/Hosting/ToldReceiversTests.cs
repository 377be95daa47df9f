using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Primacy.Configuration;
using Primacy.Hosting;
using Primacy.Tests.Configuration;
using Primacy.Tests.Notifications.Contract;
using Xunit;

namespace Primacy.Tests.Hosting;

/// <summary>A whole service, from its file to its receivers and to what it says of them.</summary>
public sealed class ToldReceiversTests : IAsyncLifetime
{
    readonly TemporaryDirectory _directory = new();
    readonly HttpClient _http = new();
    HttpStage? _chat;
    HttpStage? _pager;

    HttpStage Chat => _chat!;

    HttpStage Pager => _pager!;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _chat = await HttpStage.StartHttpAsync(HttpManners.Slack);
        _pager = await HttpStage.StartHttpAsync(HttpManners.PagerDuty);
    }

    public async ValueTask DisposeAsync()
    {
        await Chat.DisposeAsync();
        await Pager.DisposeAsync();
        _http.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Receivers_of_a_file_are_told_by_their_routes_and_what_became_of_it_survives_a_restart()
    {
        Pager.Behaviour = Behaviour.IsBusy;
        await using (var host = await StartAsync())
        {
            await Eventually.Holds(() => Chat.Posts.Count > 0, "the chat is told");
            Assert.StartsWith("north/no-primary/", Chat.Told[0], StringComparison.Ordinal);
            Assert.Contains(
                "https://primacy.example/wall/clusters/north",
                Chat.Posts[0].Body,
                StringComparison.Ordinal
            );
            await Eventually.Holds(
                async () =>
                    (await DeliveriesAsync(host)).Any(one =>
                        one is { Receiver: "pager", Attempts: > 0, Fault: { } fault }
                        && fault.Contains("HTTP 503", StringComparison.Ordinal)
                    ),
                "the pager has refused"
            );
            await host.StopAsync();
        }

        await using var again = await StartAsync();
        var waiting = Assert.Single(await DeliveriesAsync(again), one => one is { Receiver: "pager" });
        Assert.Equal("waiting", waiting.State);
        Assert.Contains("HTTP 503", waiting.Fault, StringComparison.Ordinal);
        Pager.Behaviour = Behaviour.Takes;
        await Eventually.Holds(
            async () => (await DeliveriesAsync(again)).Any(one => one is { Receiver: "pager", State: "delivered" }),
            "the pager is told after the restart"
        );
        Assert.Equal(["chat", "pager"], (await DeliveriesAsync(again)).Select(one => one.Receiver).Order());
        Assert.Equal(2, (await DeliveriesAsync(again, $"?incident={Uri.EscapeDataString(waiting.Incident)}")).Count);
        Assert.Empty(await DeliveriesAsync(again, "?incident=another"));
        await again.StopAsync();
    }

    Task<WatchHost> StartAsync()
    {
        File.WriteAllText(_directory["pager.key"], HttpManner.Secret);
        File.WriteAllText(
            _directory["primacy.yaml"],
            $$"""
            listen: 127.0.0.1:0
            state: state
            externalUrl: https://primacy.example/wall
            receivers:
              - { name: chat, slack: "{{Chat.Url}}hook" }
              - name: pager
                pagerDuty: { routingKeyFile: pager.key, url: "{{Pager.Url}}" }
              - { name: never, slack: "{{Chat.Url}}never" }
            routes:
              - { clusters: nor*, receivers: chat }
              - { labels: { team: "*" }, verdicts: [no-primary], receivers: [pager], repeat: 1h }
              - { verdicts: manager-disagrees, receivers: never }
            clusters:
              - name: north
                host: 127.0.0.1
                port: 1
                labels: { team: payments }
                interval: 100ms
                for: { no-primary: 0, blind: 24h }
            """
        );
        var source = new ConfigurationSource(
            new CommandLineSettings { ConfigFile = _directory["primacy.yaml"] },
            Around.Nothing
        );
        var loaded = Assert.IsType<LoadedConfiguration.Valid>(source.Load());
        return WatchHost.StartAsync(
            loaded.Options,
            _ => _ => Task.FromResult<IReadOnlyList<string>>([]),
            logging => logging.ClearProviders(),
            Cancellation
        );
    }

    async Task<
        IReadOnlyList<(string Receiver, string State, int Attempts, string? Fault, string Incident)>
    > DeliveriesAsync(WatchHost host, string query = "")
    {
        var url = new Uri(host.Address!, $"/api/v1/deliveries{query}");
        var json = await _http.GetFromJsonAsync<JsonElement>(url, Cancellation);
        return
        [
            .. json.EnumerateArray()
                .Select(one =>
                    (
                        one.GetProperty("receiver").GetString()!,
                        one.GetProperty("state").GetString()!,
                        one.GetProperty("attempts").GetInt32(),
                        one.GetProperty("fault").GetString(),
                        one.GetProperty("incident").GetString()!
                    )
                ),
        ];
    }
}
