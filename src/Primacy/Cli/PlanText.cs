using System.Globalization;
using Primacy.Web.Api;

namespace Primacy.Cli;

/// <summary>A plan as people read it on a terminal.</summary>
internal static class PlanText
{
    public static void Write(Screen screen, PlanReport report, string? keep)
    {
        if (report.Plan is { } plan)
            Write(screen, report, plan, keep);
        else
            WriteRefusals(screen, report);
        if (report.Run is { } run)
            WriteRun(screen, run);
    }

    static void Write(Screen screen, PlanReport report, PlanContentReport plan, string? keep)
    {
        screen.Line($"{report.Cluster}: keep {Screen.Plain(plan.Keep)}, stop {Screen.Plain(plan.Stop)}");
        screen.Line(Screen.Plain(plan.Decision));
        foreach (var vote in plan.Votes)
            screen.Line($"  {Screen.Plain(vote)}");
        Part(screen, "What is lost", plan.Loss);
        screen.Line();
        screen.Line("What is done");
        foreach (var (number, step) in plan.Steps.Index())
        {
            var means = step.Means is { } name ? $" ({name})" : "";
            screen.Line(string.Create(CultureInfo.InvariantCulture, $"  {number + 1}. {step.Kind}{means}"));
            screen.Line($"     first: {Screen.Plain(step.Precondition)}");
            screen.Line($"     then:  {Screen.Plain(step.Action)}");
            screen.Line($"     so:    {Screen.Plain(step.Effect)}");
        }
        Part(screen, "What remains for people", plan.Remains);
        screen.Line();
        screen.Line(
            report.Objection is { } objection
                ? $"It may not be carried out now. {Screen.Plain(objection)}"
                : $"To have it done: primacy plan {Argument(report.Cluster)}"
                    + (keep is null ? "" : $" --keep {Argument(plan.Keep)}")
                    + $" --execute {report.Hash} --reason TEXT"
        );
    }

    static void WriteRefusals(Screen screen, PlanReport report)
    {
        screen.Line($"{report.Cluster}: there is no plan");
        foreach (var refusal in report.Refusals)
        {
            screen.Line($"  {refusal.Code}: {Screen.Plain(refusal.Why)}");
            screen.Line($"     {Screen.Plain(refusal.Remedy)}");
        }
    }

    static void WriteRun(Screen screen, RunReport run)
    {
        screen.Line();
        screen.Line(run.State == "running" ? "A repair is under way" : "The last repair");
        new RunProgress(screen).Show(run);
    }

    /// <summary>A name as a shell takes it for one word.</summary>
    static string Argument(string name)
    {
        var plain = Screen.Plain(name);
        return plain.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':' or '/')
            ? plain
            : $"'{plain.Replace("'", @"'\''", StringComparison.Ordinal)}'";
    }

    static void Part(Screen screen, string title, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
            return;
        screen.Line();
        screen.Line(title);
        foreach (var line in lines)
            screen.Line($"  {Screen.Plain(line)}");
    }
}
