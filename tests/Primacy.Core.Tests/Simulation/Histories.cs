using Primacy.Simulation.Judging;

namespace Primacy.Simulation;

/// <summary>Many histories, some at a time. The first that breaks a promise is lived again, to be told.</summary>
/// <param name="live">Lives the history of a seed.</param>
/// <param name="kind">What kind of history it is.</param>
sealed class Histories(Func<int, Chronicle?, Judge> live, string kind)
{
    const int ToldMax = 100;

    int _fired;
    int _splits;
    int _lived;

    /// <summary>The histories of a kind: "wild", "storm" or "quiet".</summary>
    public static Histories Of(string kind, string directory, bool goesOn = false, Action<int>? broken = null) =>
        new(
            kind switch
            {
                "quiet" => Simulated.Quiet,
                "storm" => Simulated.Storm,
                _ => Simulated.Wild,
            },
            kind
        )
        {
            Directory = directory,
            GoesOn = goesOn,
            Broken = broken,
        };

    /// <summary>Where the story of a history that failed is written to.</summary>
    public required string Directory { get; init; }

    public int Fired => _fired;

    public int Splits => _splits;

    /// <summary>How many have been lived to the end, to be read while they run.</summary>
    public int Lived => Volatile.Read(ref _lived);

    /// <summary>Whether it lives on when a promise was broken, to see what else breaks.</summary>
    public bool GoesOn { get; init; }

    /// <summary>Hears at once of every seed with which a promise was broken.</summary>
    public Action<int>? Broken { get; init; }

    /// <summary>What broke, the smallest seed first, so that runs can be compared.</summary>
    public IReadOnlyList<string> Failures { get; private set; } = [];

    /// <summary>Lives them in order, so that a run that is ended has held up to about where it was.</summary>
    public void Run(int seed, int count, int jobs)
    {
        var failed = new SortedSet<int>();
        var (newest, end) = (seed - 1, seed + count);
        Parallel.For(
            0,
            jobs,
            new ParallelOptions { MaxDegreeOfParallelism = jobs },
            _ =>
            {
                while (Interlocked.Increment(ref newest) is var next && next < end)
                {
                    if (Holds(next))
                        continue;
                    lock (failed)
                        failed.Add(next);
                    Broken?.Invoke(next);
                    if (!GoesOn)
                        Volatile.Write(ref newest, end);
                }
            }
        );
        Failures = [.. failed.Take(GoesOn ? ToldMax : 1).Select(Tell)];
    }

    bool Holds(int seed)
    {
        try
        {
            Take(live(seed, null));
            return true;
        }
        catch (BrokenPromiseException)
        {
            return false;
        }
    }

    void Take(Judge judge)
    {
        Interlocked.Add(ref _fired, judge.Fired);
        Interlocked.Add(ref _splits, judge.Splits);
        Interlocked.Increment(ref _lived);
    }

    string Tell(int seed)
    {
        var chronicle = new Chronicle();
        try
        {
            live(seed, chronicle);
            return $"Seed {seed}, {kind}: a promise was broken, and was not when the same history was lived again.";
        }
        catch (BrokenPromiseException broken)
        {
            var path = Path.Combine(Directory, $"primacy-{kind}-{seed}.txt");
            File.WriteAllText(path, chronicle.Story);
            return $"Seed {seed}, {kind}: {broken.Message} The history as a story: {path}";
        }
    }
}
