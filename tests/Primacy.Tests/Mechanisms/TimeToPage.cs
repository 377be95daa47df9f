using System.Globalization;

namespace Primacy.Tests.Mechanisms;

/// <summary>
/// Notes down how long each mechanism took from the break to the page, for <c>bench/mechanisms</c>. A report and never
/// an assertion.
/// </summary>
internal static class TimeToPage
{
    static readonly Lock Writing = new();

    static string? ReportFile { get; } = Environment.GetEnvironmentVariable("PRIMACY_MECHANISMS_REPORT");

    public static void Note(string mechanism, int major, Expected expected, TimeSpan elapsed) =>
        Write(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{mechanism}\t{major}\t{expected.Slug}\t{expected.Survivor}\t{elapsed.TotalSeconds:0.00} s"
            )
        );

    public static void NoteQuiet(string mechanism, int major) =>
        Write(string.Create(CultureInfo.InvariantCulture, $"{mechanism}\t{major}\tno page\t–\t–"));

    static void Write(string line)
    {
        if (ReportFile is null)
            return;
        lock (Writing)
            File.AppendAllText(ReportFile, $"{line}\n");
    }
}
