using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Primacy.Peers;
using Xunit;

namespace Primacy.Tests.Notifications;

/// <summary>A real Alertmanager, which ./test installs, that tells whatever pages to a webhook.</summary>
sealed class AlertmanagerServer : IDisposable
{
    const string Program = "/usr/bin/prometheus-alertmanager";

    readonly TemporaryDirectory _directory;
    readonly Process _process;
    readonly HttpClient _http;

    AlertmanagerServer(TemporaryDirectory directory, Process process, Uri url)
    {
        (_directory, _process, Url) = (directory, process, url);
        _http = new HttpClient { BaseAddress = url };
    }

    public Uri Url { get; }

    /// <summary>Skips a test where it is not there, except where nothing may be skipped.</summary>
    public static void Need() =>
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("PRIMACY_TEST_ALL") == "1" || File.Exists(Program),
            $"{Program} is not installed (Debian: prometheus-alertmanager)"
        );

    public static async Task<AlertmanagerServer> StartAsync(Uri webhook)
    {
        var directory = new TemporaryDirectory();
        await File.WriteAllTextAsync(
            directory["alertmanager.yml"],
            $$"""
            route:
              receiver: pager
              group_by: [cluster]
              group_wait: 0s
              group_interval: 1s
              repeat_interval: 1h
            receivers:
              - name: pager
                webhook_configs: [{ url: "{{webhook}}", send_resolved: true }]
            """
        );
        var address = $"127.0.0.1:{FreePort.Take()}";
        var start = new ProcessStartInfo(
            Program,
            [
                $"--config.file={directory["alertmanager.yml"]}",
                $"--storage.path={directory.Path}",
                $"--web.listen-address={address}",
                "--cluster.listen-address=",
                "--log.level=error",
            ]
        )
        {
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        process.BeginErrorReadLine();
        var server = new AlertmanagerServer(directory, process, new Uri($"http://{address}/"));
        await Eventually.Holds(server.IsReadyAsync, "Alertmanager is ready");
        return server;
    }

    /// <summary>"alertname state" of every alert that it has.</summary>
    public async Task<IReadOnlyList<JsonElement>> AlertsAsync()
    {
        var alerts = await _http.GetFromJsonAsync<JsonElement>("api/v2/alerts", TestContext.Current.CancellationToken);
        return [.. alerts.EnumerateArray()];
    }

    /// <summary>Silences a cluster for an hour.</summary>
    public async Task SilenceAsync(string cluster)
    {
        var now = TimeProvider.System.GetUtcNow();
        var silence = new
        {
            matchers = new[]
            {
                new
                {
                    name = "cluster",
                    value = cluster,
                    isRegex = false,
                    isEqual = true,
                },
            },
            startsAt = now,
            endsAt = now.AddHours(1),
            createdBy = "test",
            comment = "maintenance",
        };
        var cancellation = TestContext.Current.CancellationToken;
        using var answer = await _http.PostAsJsonAsync("api/v2/silences", silence, cancellation);
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _http.Dispose();
        _directory.Dispose();
    }

    async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await _http.GetAsync(
                new Uri("-/ready", UriKind.Relative),
                TestContext.Current.CancellationToken
            );
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
