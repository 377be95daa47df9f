using System.Diagnostics;
using System.Globalization;
using Primacy.Bench.SplitBrain;
using Primacy.Peers;

namespace Primacy.Bench.Switchovers;

/// <summary>
/// Planned switchovers under a watcher with default settings: nobody may be paged. Counts pages, and shows what the
/// watcher saw meanwhile.
/// </summary>
internal sealed class SwitchoverBench(
    PeerKind kind,
    IManagedCluster cluster,
    WebhookReceiver receiver,
    string directory
)
{
    static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static async Task<int> RunAsync(SwitchoverOptions options)
    {
        var pages = 0;
        foreach (var kind in options.Kinds)
        {
            var directory = Directory.CreateTempSubdirectory("primacy-bench-").FullName;
            try
            {
                await using var cluster = await ManagedClusters.StartAsync(kind, CancellationToken.None);
                await using var receiver = await WebhookReceiver.StartAsync();
                pages += await new SwitchoverBench(kind, cluster, receiver, directory).RunAsync(options.Rounds);
            }
            finally
            {
                Directory.Delete(directory, recursive: true);
            }
        }
        return pages == 0 ? 0 : 1;
    }

    async Task<int> RunAsync(int rounds)
    {
        var listen = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{FreePort.Take()}");
        using var primacy = StartWatcher(listen);
        await using var watched = new Watched(new Uri($"http://{listen}/"));
        watched.Start();
        await HealthyAsync(primacy, watched);
        var times = new List<TimeSpan>();
        for (var round = 1; round <= rounds; round++)
        {
            // Where in the watcher's cycle a switchover falls is left to chance.
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1000)), TimeProvider.System);
            var from = await cluster.PrimaryAsync(CancellationToken.None);
            var to = ((from + Random.Shared.Next(ManagedClusters.Members - 1)) % ManagedClusters.Members) + 1;
            var began = Stopwatch.GetTimestamp();
            await cluster.SwitchOverAsync(to, CancellationToken.None);
            times.Add(Stopwatch.GetElapsedTime(began));
            await HealthyAsync(primacy, watched);
            Console.Error.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {SwitchoverOptions.WordOf(kind)}, round {round}: node {from} to {to} in {times[^1].TotalSeconds:0.0} s, {Pages} pages so far"
                )
            );
        }
        Print(times, watched);
        return Pages;
    }

    int Pages => receiver.Arrivals.Count(arrival => arrival.Status == "firing");

    ChildProcess StartWatcher(string listen)
    {
        var file = Path.Combine(directory, "primacy.yaml");
        File.WriteAllText(
            file,
            $"""
            listen: {listen}
            state: {Path.Combine(directory, "state")}
            notify: [{"{"} webhook: {receiver.UrlFor("primacy")} {"}"}]
            clusters:
              - name: bench
                connection: {cluster.Conninfo}
                managers: {ManagedClusters.Yaml(cluster)}

            """
        );
        var environment = new Dictionary<string, string> { ["PGPASSWORD"] = cluster.Password };
        return new ChildProcess("primacy", Executable, ["watch", "--config", file], environment);
    }

    static async Task HealthyAsync(ChildProcess primacy, Watched watched)
    {
        var (began, now) = (Stopwatch.GetTimestamp(), TimeProvider.System.GetUtcNow());
        while (!watched.IsHealthySince(now))
        {
            primacy.ThrowIfGone();
            if (Stopwatch.GetElapsedTime(began) > Deadline)
                throw new TimeoutException($"The cluster was not seen healthy within {Deadline.TotalSeconds} s.");
            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    void Print(List<TimeSpan> times, Watched watched)
    {
        var sorted = times.Order().ToArray();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{SwitchoverOptions.WordOf(kind)}: {times.Count} switchovers, {Pages} pages; a switchover took {sorted[sorted.Length / 2].TotalSeconds:0.0} s in the median, {sorted[^1].TotalSeconds:0.0} s at most"
            )
        );
        foreach (var (verdict, looks) in watched.Looks.OrderByDescending(seen => seen.Value))
            Console.WriteLine($"  {verdict}: {looks} looks");
        foreach (var page in receiver.Arrivals.Where(arrival => arrival.Status == "firing"))
            Console.WriteLine($"  page: {page.AlertName}");
    }

    static string Executable =>
        Environment.GetEnvironmentVariable("PRIMACY_BENCH_EXECUTABLE")
        ?? throw new InvalidOperationException("Run this as bench/switchovers, which builds what is watched by.");
}
