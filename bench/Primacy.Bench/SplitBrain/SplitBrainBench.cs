using System.Diagnostics;
using System.Globalization;
using Primacy.Lab;

namespace Primacy.Bench.SplitBrain;

/// <summary>
/// The whole-process comparison: the same servers, the same promotions, the same webhook receiver, at the same moment;
/// on one side Primacy at its defaults, on the other the original set-up at its tightest.
/// </summary>
internal sealed class SplitBrainBench(
    BenchOptions options,
    Peers peers,
    LabCluster lab,
    WebhookReceiver receiver,
    Contenders contenders
)
{
    static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    public static async Task<int> RunAsync(BenchOptions options)
    {
        var directory = Directory.CreateTempSubdirectory("primacy-bench-").FullName;
        try
        {
            var peers = await Peers.FindAsync();
            var progress = new Progress<string>(step => Console.Error.WriteLine($"  {step} …"));
            await using var lab = await LabCluster.StartAsync(new LabOptions { Name = "bench" }, progress);
            await using var receiver = await WebhookReceiver.StartAsync();
            using var contenders = Contenders.Start(peers, lab, receiver, directory);
            return await new SplitBrainBench(options, peers, lab, receiver, contenders).RunAsync();
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    async Task<int> RunAsync()
    {
        await contenders.ReadyAsync(Deadline);
        var (primacy, original) = await contenders.MeasureAsync(TimeSpan.FromSeconds(options.WindowSeconds));
        var quiet = receiver.Arrivals.Count;
        var rounds = new List<Round>();
        for (var number = 1; number <= options.Rounds; number++)
        {
            rounds.Add(await RunRoundAsync(number));
            Console.Error.WriteLine(Report.Line(rounds[^1]));
        }
        Report.Print([$"PostgreSQL {lab.PostgresVersion}", .. peers.Versions], rounds, primacy, original, contenders);
        var unexpected =
            quiet + receiver.Arrivals.Count(a => a.AlertName is not ("MultiplePrimaries" or "TwoPrimaries"));
        if (unexpected > 0)
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{unexpected} alarms that nobody had cause for")
            );
        return unexpected == 0 && rounds.TrueForAll(r => r.Primacy < TimeSpan.FromSeconds(1)) ? 0 : 1;
    }

    async Task<Round> RunRoundAsync(int number)
    {
        var usurper = 2 + (number % 2);
        // Where in the cycle of either side a promotion falls must be left to chance, not to the end of the last round.
        await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1000)), TimeProvider.System);
        var began = Stopwatch.GetTimestamp();
        await lab.PromoteAsync(usurper);
        var promoted = Stopwatch.GetTimestamp();
        var primacy = await receiver.WaitAsync(Contenders.PrimacyPath, "firing", began, Deadline);
        var original = await receiver.WaitAsync(Contenders.OriginalPath, "firing", began, Deadline);
        await lab.RejoinAsync(usurper, primaryNumber: 1);
        await receiver.WaitAsync(Contenders.PrimacyPath, "resolved", promoted, Deadline);
        await receiver.WaitAsync(Contenders.OriginalPath, "resolved", promoted, Deadline);
        contenders.ThrowIfAnyIsGone();
        return new Round(number, usurper, Since(primacy), Since(original));

        TimeSpan Since(Arrival arrival) =>
            TimeSpan.FromSeconds((arrival.Timestamp - promoted) / (double)Stopwatch.Frequency);
    }
}
