using System.Globalization;
using Primacy.Web.Api;

namespace Primacy.Cli;

/// <summary>Shows a run as it goes on: each thing once, when it is news.</summary>
internal sealed class RunProgress(Screen screen)
{
    readonly HashSet<string> _shown = [];

    public void Show(RunReport run)
    {
        Line(run.StartedAt, $"{run.ApprovedBy} approved: keep {run.Keep}, stop {run.Stop}");
        foreach (var (number, step) in run.Steps.Index())
        {
            var title = $"{number + 1}/{run.Steps.Count} {step.Kind}{(step.Means is { } means ? $" ({means})" : "")}";
            if (step.BegunAt is { } begun)
                Line(begun, $"{title}: {step.Action}");
            if (step.EndedAt is { } ended)
                Line(ended, $"{title} {(step.State == "done" ? "is done" : "has failed")}: {step.Outcome}");
        }
        if (run is { EndedAt: { } end, Outcome: { } outcome })
            Line(end, $"{run.State}: {outcome}");
    }

    void Line(DateTimeOffset at, string text)
    {
        var line = Screen.Plain(text);
        if (_shown.Add(line))
            screen.Line($"{at.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture)}  {line}");
    }
}
