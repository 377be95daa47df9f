using System.Globalization;
using System.Text.Json;

namespace Primacy.Bench.ScrapeCost;

/// <summary>Prints what was measured, with the ratios that are to be quoted.</summary>
internal static class ScrapeReport
{
    static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static void Print(
        IReadOnlyList<string> versions,
        ScrapeOptions options,
        ScrapeCosts ours,
        ScrapeCosts theirs
    )
    {
        if (options.IsJson)
        {
            Console.WriteLine(
                JsonSerializer.Serialize(
                    new
                    {
                        versions,
                        options.Instances,
                        options.Rounds,
                        options.Tables,
                        Primacy = ours,
                        Exporters = theirs,
                        CpuRatio = theirs.MicrosecondsPerScrape / ours.MicrosecondsPerScrape,
                        ResidentRatio = (double)theirs.ResidentBytes / ours.ResidentBytes,
                        ProportionalRatio = (double)theirs.ProportionalBytes / ours.ProportionalBytes,
                    },
                    Indented
                )
            );
            return;
        }
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{options.Instances} instances, {options.Rounds} scrapes, {options.Tables} tables; "
                    + $"{Environment.ProcessorCount} cores; {string.Join(", ", versions)}"
            )
        );
        Console.WriteLine("                                             Primacy    exporters   ratio");
        Line("processor time for a scrape of one, µs", ours.MicrosecondsPerScrape, theirs.MicrosecondsPerScrape);
        Line(
            "  with what is spent anyway, µs",
            ours.MicrosecondsPerScrapeWithIdle,
            theirs.MicrosecondsPerScrapeWithIdle
        );
        Line("  spent anyway, ms a second", ours.IdleMillisecondsPerSecond, theirs.IdleMillisecondsPerSecond);
        Line("resident memory (RSS), MB", ours.ResidentBytes / 1e6, theirs.ResidentBytes / 1e6);
        Line("  shared pages once (PSS), MB", ours.ProportionalBytes / 1e6, theirs.ProportionalBytes / 1e6);
        Line("samples of one instance", Of(ours.Series), Of(theirs.Series));
        Line("bytes sent for one instance", Of(ours.PageBytes), Of(theirs.PageBytes));

        double Of(double all) => all / options.Instances;
    }

    static void Line(string what, double ours, double theirs) =>
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{what, -40} {ours, 11:0.0} {theirs, 12:0.0} {theirs / ours, 7:0.0}"
            )
        );
}
