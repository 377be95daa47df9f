using System.IO.Compression;
using System.Net.Http.Headers;
using Primacy.Bench.SplitBrain;

namespace Primacy.Bench.ScrapeCost;

/// <summary>One side of the comparison: its processes, their pages, and what they have cost.</summary>
internal sealed class ScrapeSide(IReadOnlyList<(ChildProcess Process, Uri Page)> members) : IDisposable
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>What a process does once the page is sent still belongs to the scrape.</summary>
    static readonly TimeSpan Aftermath = TimeSpan.FromMilliseconds(50);

    readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Processor time of all scrapes, with what the processes do at any rate.</summary>
    public TimeSpan ScrapeCpu { get; private set; }

    /// <summary>How long these scrapes took, one after the other.</summary>
    public TimeSpan ScrapeTime { get; private set; }

    /// <summary>Processor time while nobody scraped, and for how long that was.</summary>
    public TimeSpan IdleCpu { get; private set; }

    public TimeSpan IdleTime { get; private set; }

    /// <summary>How many bytes the newest scrape transferred.</summary>
    public long PageBytes { get; private set; }

    public long ResidentBytes => members.Sum(member => member.Process.ResidentBytes);

    public long ProportionalBytes => members.Sum(member => member.Process.ProportionalBytes);

    TimeSpan Cpu => TimeSpan.FromTicks(members.Sum(member => member.Process.Cpu.Ticks));

    /// <summary>Waits until it shows so many servers as up.</summary>
    public async Task ReadyAsync(int instances, TimeSpan deadline)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (await UpAsync() < instances)
        {
            if (TimeProvider.System.GetElapsedTime(started) > deadline)
                throw new TimeoutException($"{members[0].Process.Name} did not show all servers as up in time.");
            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    /// <summary>Scrapes every page once, one after the other, and counts what that costs.</summary>
    public async Task ScrapeAsync(bool isMeasured)
    {
        var (cpu, started, bytes) = (Cpu, TimeProvider.System.GetTimestamp(), 0L);
        foreach (var (_, page) in members)
            bytes += (await GetAsync(page)).Length;
        await Task.Delay(Aftermath, TimeProvider.System);
        if (!isMeasured)
            return;
        ScrapeCpu += Cpu - cpu;
        ScrapeTime += TimeProvider.System.GetElapsedTime(started);
        PageBytes = bytes;
    }

    /// <summary>Counts what is spent while nobody scrapes.</summary>
    public async Task IdleAsync(TimeSpan time, bool isMeasured)
    {
        var (cpu, started) = (Cpu, TimeProvider.System.GetTimestamp());
        await Task.Delay(time, TimeProvider.System);
        if (!isMeasured)
            return;
        IdleCpu += Cpu - cpu;
        IdleTime += TimeProvider.System.GetElapsedTime(started);
    }

    /// <summary>How many samples all pages have.</summary>
    public async Task<int> SeriesAsync()
    {
        var count = 0;
        foreach (var (_, page) in members)
            count += (await LinesAsync(page)).Count(line => line is not (['#', ..] or []));
        return count;
    }

    public void Dispose()
    {
        foreach (var (process, _) in members)
            process.Dispose();
        _http.Dispose();
    }

    async Task<int> UpAsync()
    {
        var up = 0;
        foreach (var (process, page) in members)
        {
            process.ThrowIfGone();
            try
            {
                up += (await LinesAsync(page)).Count(line =>
                    line is "pg_up 1"
                    || (
                        line.StartsWith("pg_up{", StringComparison.Ordinal)
                        && line.EndsWith(" 1", StringComparison.Ordinal)
                    )
                );
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
        }
        return up;
    }

    async Task<string[]> LinesAsync(Uri page)
    {
        await using var plain = new GZipStream(new MemoryStream(await GetAsync(page)), CompressionMode.Decompress);
        using var reader = new StreamReader(plain);
        return (await reader.ReadToEndAsync()).Split('\n');
    }

    /// <summary>As Prometheus asks.</summary>
    async Task<byte[]> GetAsync(Uri page)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, page);
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        request.Headers.TryAddWithoutValidation("Accept", "text/plain;version=0.0.4;q=0.5,*/*;q=0.1");
        request.Headers.TryAddWithoutValidation("X-Prometheus-Scrape-Timeout-Seconds", "10");
        using var response = await _http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsByteArrayAsync();
    }
}
