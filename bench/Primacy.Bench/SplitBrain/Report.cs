using System.Globalization;

namespace Primacy.Bench.SplitBrain;

/// <summary>Prints what was measured, with the ratios that are to be quoted.</summary>
internal static class Report
{
    public static string Line(Round round) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"  round {round.Number, 2}, node-{round.Promoted} promoted: Primacy {Milliseconds(round.Primacy)}, original {Milliseconds(round.Original)}"
        );

    public static void Print(
        IEnumerable<string> versions,
        List<Round> rounds,
        Cost primacy,
        Cost original,
        Contenders contenders
    )
    {
        var (ours, theirs) = (Sorted(rounds, r => r.Primacy), Sorted(rounds, r => r.Original));
        var cheaper = original.MicrosecondsPerLook / primacy.MicrosecondsPerLook;
        var smaller = (double)contenders.OriginalBytes / contenders.PrimacyBytes;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                3 instances, {rounds.Count} promotions; {Environment.ProcessorCount} cores
                {string.Join(", ", versions)}

                                                       Primacy   original, at its tightest      ratio
                webhook after pg_promote, median    {Milliseconds(Median(ours)), 10}   {Milliseconds(
                    Median(theirs)
                ), 10}   {Ratio(Median(theirs), Median(ours)), 19}
                webhook after pg_promote, worst     {Milliseconds(ours[^1]), 10}   {Milliseconds(
                    theirs[^1]
                ), 10}   {Ratio(theirs[^1], ours[^1]), 19}
                CPU for one look at one instance    {primacy.MicrosecondsPerLook, 7:0} µs   {original.MicrosecondsPerLook, 7:0} µs   {cheaper, 19:0.0}
                resident memory                     {Megabytes(contenders.PrimacyBytes), 10}   {Megabytes(
                    contenders.OriginalBytes
                ), 10}   {smaller, 19:0.0}
                splits caught                       {rounds.Count, 10}   {rounds.Count, 10}
                """
            )
        );
    }

    /// <summary>A webhook that was there before pg_promote returned has no ratio to one that came after.</summary>
    static string Ratio(TimeSpan theirs, TimeSpan ours) =>
        ours > TimeSpan.Zero ? (theirs / ours).ToString("0.0", CultureInfo.InvariantCulture) : "before";

    static TimeSpan[] Sorted(List<Round> rounds, Func<Round, TimeSpan> side) => [.. rounds.Select(side).Order()];

    static TimeSpan Median(TimeSpan[] sorted) =>
        sorted.Length % 2 == 1
            ? sorted[sorted.Length / 2]
            : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;

    static string Milliseconds(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms");

    static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0} MB");
}
