using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Primacy.Peers;
using Xunit;

namespace Primacy.Tests.Deploying;

/// <summary>A real Prometheus: the one that ./test installs, and the newer one that bench/peers fetches.</summary>
internal sealed class PrometheusServer : IDisposable
{
    static readonly string[] Places =
    [
        "/usr/bin/prometheus",
        "/var/cache/primacy/peers-forky/root/usr/bin/prometheus",
        Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
            ".cache/primacy/peers-forky/root/usr/bin/prometheus"
        ),
    ];

    readonly Process _process;
    readonly HttpClient _http;

    PrometheusServer(Process process, Uri address)
    {
        _process = process;
        _http = new HttpClient { BaseAddress = address };
    }

    /// <summary>Those that are on this machine.</summary>
    public static IReadOnlyList<string> Programs { get; } = [.. Places.Where(File.Exists)];

    /// <summary>Starts it with a configuration; what it keeps is put into the directory.</summary>
    public static PrometheusServer Start(string program, string configuration, string directory)
    {
        var address = $"127.0.0.1:{FreePort.Take()}";
        var start = new ProcessStartInfo(
            program,
            [
                $"--config.file={configuration}",
                $"--storage.tsdb.path={directory}",
                $"--web.listen-address={address}",
                "--log.level=error",
            ]
        )
        {
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        process.BeginErrorReadLine();
        return new PrometheusServer(process, new Uri($"http://{address}"));
    }

    /// <summary>Waits until a query finds something.</summary>
    public Task FindsAsync(string query) =>
        Eventually.Holds(
            async () =>
            {
                try
                {
                    return (await QueryAsync(query, TimeProvider.System.GetUtcNow())).Count > 0;
                }
                catch (HttpRequestException e) when (e.StatusCode is null or HttpStatusCode.ServiceUnavailable)
                {
                    return false;
                }
            },
            $"Prometheus finds {query}"
        );

    public async Task<IReadOnlyList<QueriedSeries>> QueryAsync(string query, DateTimeOffset at) =>
        QueriedSeries.Read(await GetAsync($"/api/v1/query?query={Uri.EscapeDataString(query)}&time={Unix(at)}"));

    /// <summary>Every second of a time, as a panel would ask.</summary>
    public async Task<IReadOnlyList<QueriedSeries>> QueryAsync(string query, DateTimeOffset from, DateTimeOffset to) =>
        QueriedSeries.Read(
            await GetAsync(
                $"/api/v1/query_range?query={Uri.EscapeDataString(query)}&start={Unix(from)}&end={Unix(to)}&step=1"
            )
        );

    /// <summary>What the API answers under "data"; a refusal fails the test with its words.</summary>
    public async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        if (answer.StatusCode is not HttpStatusCode.OK)
            throw new HttpRequestException($"{path}: {body}", null, answer.StatusCode);
        using var document = JsonDocument.Parse(body);
        return document.RootElement.GetProperty("data").Clone();
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _http.Dispose();
    }

    static string Unix(DateTimeOffset at) =>
        (at.ToUnixTimeMilliseconds() / 1000.0).ToString("F3", CultureInfo.InvariantCulture);
}
