using System.Diagnostics;
using Primacy.Bench.SplitBrain;
using static System.FormattableString;

namespace Primacy.Bench.WallCost;

/// <summary>
/// What the wall costs: until its first byte comes, and by its updates. The processor time of the updates is what the
/// process takes with onlookers beyond what it takes without.
/// </summary>
internal static class WallBench
{
    const int Requests = 100;

    public static async Task<int> RunAsync(WallOptions options)
    {
        var looks = await WallLooks.TakeAsync(new Progress<string>(Console.Error.WriteLine));
        await using var service = await WallService.StartAsync(looks, options.Clusters);
        Console.WriteLine(
            Invariant($"{options.Clusters} clusters, each looked at twice a second; one splits and heals each second")
        );
        // Each has been looked at once.
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System);
        await FirstBytesAsync(service.Address);
        var window = TimeSpan.FromSeconds(options.WindowSeconds);
        // The first seconds are those in which what runs often is compiled anew.
        await CpuAsync(window / 2);
        var without = await CpuAsync(window);
        Console.WriteLine(Invariant($"nobody looks on: {100 * without:F2} % of a core"));
        foreach (var count in new[] { 1, options.Onlookers }.Distinct())
        {
            using var onlookers = await WallOnlookers.OpenAsync(service.Address, count);
            await CpuAsync(window / 4);
            await onlookers.BytesAsync();
            var before = service.Looks;
            var with = await CpuAsync(window);
            var bytes = await onlookers.BytesAsync() / count / window.TotalSeconds;
            var rate = (service.Looks - before) / window.TotalSeconds;
            Console.WriteLine(
                Invariant(
                    $"{count} looking on: {100 * with:F2} % of a core, {100 * (with - without):F2} % for updates; "
                ) + Invariant($"each is sent {bytes / 1000:F1} KB a second of {rate:F0} looks")
            );
        }
        return 0;
    }

    static async Task FirstBytesAsync(Uri address)
    {
        using var client = new HttpClient();
        var (times, size) = (new List<double>(), 0);
        for (var i = 0; i < Requests; i++)
        {
            var started = Stopwatch.GetTimestamp();
            using var answer = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead);
            await using var body = await answer.Content.ReadAsStreamAsync();
            var one = new byte[1];
            await body.ReadExactlyAsync(one);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            using var rest = new MemoryStream();
            await body.CopyToAsync(rest);
            size = (int)rest.Length + 1;
        }
        // What has never run is compiled first; the release is compiled ahead of time.
        var first = times[0];
        times.RemoveAt(0);
        times.Sort();
        Console.WriteLine(
            Invariant($"first byte: {first:F1} ms for the first request, then {times[times.Count / 2]:F1} ms at the ")
                + Invariant($"median, {times[^1]:F1} ms at most; the page has {size / 1000.0:F1} KB")
        );
    }

    /// <summary>The share of a core that this process takes.</summary>
    static async Task<double> CpuAsync(TimeSpan window)
    {
        var (cpu, started) = (CpuClock.Read(Environment.ProcessId), Stopwatch.GetTimestamp());
        await Task.Delay(window, TimeProvider.System);
        return (CpuClock.Read(Environment.ProcessId) - cpu) / Stopwatch.GetElapsedTime(started);
    }
}
