using System.Globalization;
using Primacy.Analysis;
using Primacy.Incidents;

namespace Primacy.Scenarios;

/// <summary>
/// Writes what Primacy says to a story, in full when something is shown and only what is new as time passes.
/// </summary>
sealed class StoryTeller
{
    readonly List<string> _lines = [];
    string? _lastTold;

    public string[] Take()
    {
        string[] told = _lines.Count > 0 ? [.. _lines] : ["nothing new"];
        _lines.Clear();
        return told;
    }

    public void Say(string line) => _lines.Add(line);

    public void Tell(ClusterStep step, DateTimeOffset now, bool isInFull)
    {
        var verdict = step.Assessment.Headline;
        var headline = $"{verdict.Code.Slug} ({Lower(verdict.Severity)}): {verdict.Summary}";
        if (isInFull || headline != _lastTold)
        {
            Say($"{Time(now)} {headline}");
            if (isInFull)
                TellEvidence(step.Assessment);
        }
        _lastTold = headline;
        foreach (var happened in step.Events)
            Say($"{(isInFull ? " " : Time(now))} {Lower(happened.Kind)} {happened.Incident.Key}");
    }

    void TellEvidence(Assessment assessment)
    {
        foreach (var evidence in assessment.Headline.Evidence)
            Say($"  - {evidence.Text}");
        if (assessment.Headline.Survivor is { } survivor)
            Say(survivor is Survivor.Keep keep ? $"  keep {keep.Instance}" : "  keep: undecidable");
        foreach (var finding in assessment.Findings.Where(f => f.Code != assessment.Headline.Code))
        {
            if (finding.Detection is Detection.Present also)
                Say($"  also {finding.Code.Slug}: {also.Verdict.Summary}");
            if (finding.Detection is Detection.Undetermined open)
                Say($"  cannot tell {finding.Code.Slug}: {open.Why}");
        }
    }

    public static string Time(DateTimeOffset now) => now.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);

    static string Lower<T>(T word)
        where T : struct, Enum => word.ToString().ToLowerInvariant();
}
