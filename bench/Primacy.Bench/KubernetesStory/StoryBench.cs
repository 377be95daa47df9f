using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Primacy.Bench.SplitBrain;
using Primacy.Lab.Kubernetes;
using Primacy.Peers;
using Primacy.Repairing;

namespace Primacy.Bench.KubernetesStory;

/// <summary>
/// The story that Primacy began with, round after round on a Kubernetes of the lab: the primary's pod is deleted and
/// comes back as a second primary; the watcher tells; its plan is approved; the watcher tells of the end.
/// </summary>
internal sealed class StoryBench(KubernetesLab lab, WebhookReceiver receiver, ChildProcess primacy, PlanCalls plans)
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
            var listen = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{FreePort.Take()}");
            var token = Path.Combine(directory, "token");
            await File.WriteAllTextAsync(token, RandomNumberGenerator.GetHexString(32, lowercase: true));
            using var primacy = StartWatcher(directory, listen, receiver, lab.Kubeconfig);
            var plans = new PlanCalls(Executable, new Uri($"http://{listen}/"), token);
            Print(await new StoryBench(lab, receiver, primacy, plans).RunAsync(rounds));
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
            if (round > 1)
                // So long a cluster is left alone after a repair.
                await Task.Delay(new RepairTimes().Pause, TimeProvider.System);
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

        var approved = 0L;
        string? hash = null;
        var planned = TimeSpan.Zero;
        do
        {
            await UntilAsync(async () => (hash = await plans.HashAsync()) is not null);
            planned = Stopwatch.GetElapsedTime(page.Timestamp);
            approved = Stopwatch.GetTimestamp();
        } while (!await plans.ExecuteAsync(hash!));
        var repaired = Stopwatch.GetElapsedTime(approved);
        var end = await TellsAsync("resolved", approved);
        return new StoryRound(
            TimeOf(page.Timestamp) - new DateTimeOffset(started),
            planned,
            repaired,
            Stopwatch.GetElapsedTime(approved, end.Timestamp)
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

    static ChildProcess StartWatcher(string directory, string listen, WebhookReceiver receiver, string kubeconfig)
    {
        var file = Path.Combine(directory, "primacy.yaml");
        File.WriteAllText(
            file,
            $$"""
            listen: {{listen}}
            web: { tokens: [{ name: bench, file: {{Path.Combine(directory, "token")}} }] }
            state: {{Path.Combine(directory, "state")}}
            notify: [{ webhook: "{{receiver.UrlFor("primacy")}}" }]
            kubernetes:
              kubeconfig: {{kubeconfig}}
              secret: preset
              repair: propose

            """
        );
        return new ChildProcess("primacy", Executable, ["watch", "--config", file], new Dictionary<string, string>());
    }

    static void Print(IReadOnlyList<StoryRound> rounds)
    {
        Console.WriteLine($"{rounds.Count} rounds, each the median and the most:");
        Print("a second primary is started until it is told", rounds.Select(round => round.Page));
        Print("it is told until there is a plan", rounds.Select(round => round.Plan));
        Print("the plan is approved until it is verified", rounds.Select(round => round.Repair));
        Print("the plan is approved until the end is told", rounds.Select(round => round.End));
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
