using System.Diagnostics;
using System.Globalization;
using Primacy.Bench.SplitBrain;
using Primacy.Lab.Kubernetes;

namespace Primacy.Bench.KubernetesStory;

/// <summary>
/// The story that Primacy began with, round after round on a Kubernetes of the lab: the primary's pod is deleted and
/// comes back as a second primary; the watcher tells; the wrong pod is deleted; the watcher tells of the end.
/// </summary>
internal sealed class StoryBench(KubernetesLab lab, WebhookReceiver receiver, ChildProcess primacy)
{
    const string Alert = "MultiplePrimaries";

    static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static async Task<int> RunAsync(string[] arguments)
    {
        var rounds = arguments is ["--rounds", var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 5;
        var directory = Directory.CreateTempSubdirectory("primacy-bench-").FullName;
        try
        {
            await using var receiver = await WebhookReceiver.StartAsync();
            await using var lab = await KubernetesLab.StartAsync(
                new KubernetesLabOptions(),
                new Progress<string>(Console.Error.WriteLine),
                CancellationToken.None
            );
            using var primacy = StartWatcher(directory, receiver, lab.Kubeconfig);
            Print(await new StoryBench(lab, receiver, primacy).RunAsync(rounds));
            return 0;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    async Task<IReadOnlyList<StoryRound>> RunAsync(int rounds)
    {
        var done = new List<StoryRound>();
        for (var round = 1; round <= rounds; round++)
        {
            await OnePrimaryAsync();
            done.Add(await TellAsync());
            Console.Error.WriteLine($"  round {round}: {done[^1]}");
        }
        return done;
    }

    async Task<StoryRound> TellAsync()
    {
        var before = Stopwatch.GetTimestamp();
        var former = await lab.BreakAsync(CancellationToken.None);
        var started = await lab.QueryAsync<DateTime>(former, "SELECT pg_postmaster_start_time()", default);
        var page = await TellsAsync("firing", before);

        var wrong = await lab.PodAsync(former, CancellationToken.None);
        var deleted = Stopwatch.GetTimestamp();
        await lab.DeleteAsync(former, graceSeconds: null, CancellationToken.None);
        await lab.ReadyAsync(former, wrong?.Metadata.Uid, CancellationToken.None);
        await OnePrimaryAsync();
        var repaired = Stopwatch.GetElapsedTime(deleted);
        var end = await TellsAsync("resolved", deleted);
        return new StoryRound(
            TimeOf(page.Timestamp) - new DateTimeOffset(started),
            repaired,
            Stopwatch.GetElapsedTime(deleted, end.Timestamp)
        );
    }

    async Task<Arrival> TellsAsync(string status, long after)
    {
        Arrival? arrival = null;
        await UntilAsync(() =>
        {
            arrival = receiver.Arrivals.FirstOrDefault(one =>
                one.AlertName == Alert && one.Status == status && one.Timestamp >= after
            );
            return Task.FromResult(arrival is not null);
        });
        return arrival!;
    }

    Task OnePrimaryAsync() => UntilAsync(async () => await lab.OnePrimaryAsync(CancellationToken.None) is not null);

    async Task UntilAsync(Func<Task<bool>> condition)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            primacy.ThrowIfGone();
            if (Stopwatch.GetElapsedTime(began) > Deadline)
                throw new TimeoutException($"A part of the story did not end within {Deadline.TotalSeconds} s.");
            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    /// <summary>The servers' clock is this machine's.</summary>
    static DateTimeOffset TimeOf(long timestamp) =>
        TimeProvider.System.GetUtcNow() - Stopwatch.GetElapsedTime(timestamp);

    static ChildProcess StartWatcher(string directory, WebhookReceiver receiver, string kubeconfig)
    {
        var file = Path.Combine(directory, "primacy.yaml");
        File.WriteAllText(
            file,
            $$"""
            listen: 127.0.0.1:0
            state: {{Path.Combine(directory, "state")}}
            notify: [{ webhook: "{{receiver.UrlFor("primacy")}}" }]
            kubernetes:
              kubeconfig: {{kubeconfig}}
              secret: preset

            """
        );
        return new ChildProcess("primacy", Executable, ["watch", "--config", file], new Dictionary<string, string>());
    }

    static void Print(IReadOnlyList<StoryRound> rounds)
    {
        Console.WriteLine($"{rounds.Count} rounds, each the median and the most:");
        Print("a second primary is started until it is told", rounds.Select(round => round.Page));
        Print(
            "the wrong pod is deleted until there is one primary with its standbys",
            rounds.Select(round => round.Repair)
        );
        Print("the wrong pod is deleted until the end is told", rounds.Select(round => round.End));
    }

    static void Print(string what, IEnumerable<TimeSpan> times)
    {
        var sorted = times.Order().ToArray();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"  {what}: {sorted[sorted.Length / 2].TotalSeconds:0.00} s, {sorted[^1].TotalSeconds:0.00} s"
            )
        );
    }

    static string Executable =>
        Environment.GetEnvironmentVariable("PRIMACY_BENCH_EXECUTABLE")
        ?? throw new InvalidOperationException("Run this as bench/kubernetes-story, which builds what watches.");
}
