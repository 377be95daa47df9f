using System.Globalization;
using Primacy.Analysis;

namespace Primacy.Tests.Mechanisms;

/// <summary>
/// Notes down how long each mechanism took from the break to the page, for <c>bench/mechanisms</c>. A report and never
/// an assertion. Each line is a row of a table in Markdown.
/// </summary>
internal static class TimeToPage
{
    static readonly Lock Writing = new();

    static string? ReportFile { get; } = Environment.GetEnvironmentVariable("PRIMACY_MECHANISMS_REPORT");

    /// <summary>Whether somebody wants the report.</summary>
    public static bool IsReported => ReportFile is { };

    public static void Note(string mechanism, int major, Expected expected, TimeSpan elapsed) =>
        Write(
            mechanism,
            major,
            expected.Slug,
            expected.Kind?.Slug,
            expected.Survivor,
            string.Create(CultureInfo.InvariantCulture, $"{elapsed.TotalSeconds:0.00} s")
        );

    public static void NoteQuiet(string mechanism, int major) => Write(mechanism, major, "no page", null, null, null);

    static void Write(params ReadOnlySpan<object?> cells)
    {
        if (ReportFile is null)
            return;
        var line = string.Join(" | ", cells.ToArray().Select(cell => cell ?? "–"));
        lock (Writing)
            File.AppendAllText(ReportFile, $"| {line} |\n");
    }
}
