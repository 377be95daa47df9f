using System.Globalization;
using System.Text;
using Primacy.Analysis;
using Primacy.Explaining;
using Primacy.Incidents;
using Primacy.Notifications;
using static Primacy.Storytelling.MarkdownText;

namespace Primacy.Storytelling;

/// <summary>A story as a document in which people write the rest of their post-mortem.</summary>
internal static class StoryMarkdown
{
    public static string Of(Story story)
    {
        var text = new StringBuilder();
        var incident = story.Incident;
        Line(text, $"# {Escaped(incident.Cluster)}: {incident.Code.Slug}");
        Line(text, "");
        Line(text, Escaped(incident.Verdict.Summary));
        Line(text, "");
        Facts(text, story);
        Harm(text, incident.Verdict);
        Moments(text, story);
        Told(text, story.Deliveries);
        if (story.Gaps.Count > 0)
        {
            Title(text, "What is not known");
            foreach (var gap in story.Gaps)
                Line(text, $"- {Escaped(gap)}");
        }
        Title(text, "For people to write");
        foreach (var question in (string[])["Why did it happen?", "Who was harmed, and how?", "What is changed now?"])
            Line(text, $"- {question}");
        return text.ToString();
    }

    static void Facts(StringBuilder text, Story story)
    {
        var incident = story.Incident;
        Line(text, "| | |");
        Line(text, "| --- | --- |");
        Row(text, "Incident", incident.Key);
        Row(text, "State", story.IsOver ? "over" : $"open, as of {Instant(story.Until)}");
        Row(text, "Severity", incident.Code.Severity is Severity.Critical ? "critical" : "warning");
        Row(text, "First seen", Instant(incident.Since));
        if (incident.FiredAt is { } fired)
            Row(text, "Fired", Instant(fired));
        if (incident.ResolvedAt is { } end)
            Row(text, "Resolved", Instant(end));
        Row(text, "Lasted", Wording.Elapsed(story.Lasted));
        if (incident.Verdict is { SubKind: { } kind, Split: { } split })
            Row(text, "How", $"{(split.IsProven ? "" : "perhaps ")}{kind.Slug}: {split.Why}");
        switch (incident.Verdict.Survivor)
        {
            case Survivor.Keep keep:
                Row(text, "Keep", $"{keep.Instance}: {keep.Reason}");
                break;
            case Survivor.Undecidable open:
                Row(text, "Keep", $"undecidable: {open.Reason}");
                break;
        }
    }

    static void Harm(StringBuilder text, Verdict verdict)
    {
        if (verdict.Split is not { Sides.Count: > 0 } split)
            return;
        Title(text, "What was written on each side");
        Line(text, "| Primary | Timeline | At | Fork | Written |");
        Line(text, "| --- | --- | --- | --- | --- |");
        foreach (var side in split.Sides)
        {
            var fork = side.Fork is { } at ? $"{at}{(side.IsExact ? "" : " or before")}" : "not known";
            Row(text, side.Instance.Name, side.Timeline?.ToString() ?? "not known", $"{side.Lsn}", fork, side.Harm);
        }
    }

    static void Moments(StringBuilder text, Story story)
    {
        Title(text, "What happened");
        Line(text, "Times are UTC.");
        string? minute = null;
        foreach (var moment in story.Moments)
        {
            var its = moment.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
            if (its != minute)
                Line(text, $"\n### {its}\n");
            minute = its;
            var at = moment.At.UtcDateTime.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
            var said = Escaped(moment.Text);
            Line(text, $"- {at} {(moment.Mark is Mark.Grave ? $"**{said}**" : said)}");
            foreach (var detail in moment.Details)
                Line(text, $"    - {Escaped(detail)}");
        }
    }

    static void Told(StringBuilder text, IReadOnlyList<DeliveryRecord> deliveries)
    {
        if (deliveries.Count == 0)
            return;
        Title(text, "Who was told");
        Line(text, "| Receiver | Of | State | To be told | Done | Attempts | Last fault |");
        Line(text, "| --- | --- | --- | --- | --- | --- | --- |");
        foreach (var one in deliveries)
        {
            Row(
                text,
                one.Receiver,
                one.Kind.ToString().ToLowerInvariant(),
                one.State,
                Instant(one.CreatedAt),
                one.SettledAt is { } settled ? Instant(settled) : "not yet",
                one.Attempts.ToString(CultureInfo.InvariantCulture),
                one.Fault ?? "none"
            );
        }
    }

    static void Title(StringBuilder text, string title) => Line(text, $"\n## {title}\n");

    static void Row(StringBuilder text, params IEnumerable<string> cells) =>
        Line(text, $"| {string.Join(" | ", cells.Select(Escaped))} |");

    static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');

    static string Instant(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff 'UTC'", CultureInfo.InvariantCulture);
}
