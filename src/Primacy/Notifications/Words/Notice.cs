using System.Globalization;
using System.Text;
using Primacy.Analysis;
using Primacy.Incidents;

namespace Primacy.Notifications.Words;

/// <summary>
/// An event in words that a person can decide by: what, which cluster, since when, which primary to keep and why, what
/// was written where, and what happens next. Every receiver for people shows these words, each in its own shape.
/// </summary>
internal sealed record Notice
{
    const int LineMax = 1000;
    const int SidesMax = 8;

    /// <summary>FIRING, CHANGED, STILL FIRING or RESOLVED; "3 FIRING, 2 RESOLVED" of several incidents.</summary>
    public required string Status { get; init; }

    /// <summary>A user's own title; null for ours.</summary>
    public string? OwnTitle { get; init; }

    /// <summary>A user's own text, in the place of summary and facts; null for ours.</summary>
    public string? OwnText { get; init; }

    /// <summary>"[FIRING] orders: multiple-primaries", or the user's own.</summary>
    public string Title => OwnTitle ?? $"[{Status}] {Subject}";

    /// <summary>"orders: multiple-primaries".</summary>
    public required string Subject { get; init; }

    /// <summary>The verdict in one sentence.</summary>
    public required string Summary { get; init; }

    public required IReadOnlyList<NoticeFact> Facts { get; init; }

    /// <summary>Where to look at the cluster, or at all of them; null where no page is served.</summary>
    public required Uri? Link { get; init; }

    /// <summary>The incident; the worst of several.</summary>
    public required Incident Incident { get; init; }

    public bool IsOver => Incident.Phase is IncidentPhase.Resolved;

    public bool IsCritical => Incident.Code.Severity is Analysis.Severity.Critical;

    /// <summary>critical or warning.</summary>
    public string Severity => IsCritical ? "critical" : "warning";

    /// <summary>All of it as plain text, the title aside.</summary>
    public string Text
    {
        get
        {
            if (OwnText is { } own)
                return $"{own}\n";
            var text = new StringBuilder(Summary).Append("\n\n");
            foreach (var fact in Facts)
                text.Append(CultureInfo.InvariantCulture, $"{fact.Name}: {fact.Text}\n");
            if (Link is not null)
                text.Append(CultureInfo.InvariantCulture, $"\n{Link}\n");
            return text.ToString();
        }
    }

    /// <summary>What is told of one incident or of several, in the user's own words where there are any.</summary>
    /// <param name="batch">Of what.</param>
    /// <param name="context">To whom.</param>
    /// <param name="escape">Makes what is filled into own words harmless there.</param>
    public static Notice Of(Batch batch, NotifierContext context, Func<string, string>? escape = null) =>
        batch.Deliveries is [var one] ? Of(one, context, escape) : GroupNotice.Of(batch, context, escape);

    /// <summary>What is told, in the user's own words where there are any.</summary>
    /// <param name="delivery">Of what.</param>
    /// <param name="context">To whom.</param>
    /// <param name="escape">Makes what is filled into own words harmless there.</param>
    public static Notice Of(Delivery delivery, NotifierContext context, Func<string, string>? escape = null)
    {
        var notice = Of(delivery, context.Page);
        escape ??= value => value;
        return notice with
        {
            OwnTitle = context.Words.TitleOf(notice, escape),
            OwnText = context.Words.TextOf(notice, escape),
        };
    }

    public static Notice Of(Delivery delivery, Uri? page)
    {
        var incident = delivery.Event.Incident;
        return new Notice
        {
            Status = StatusOf(delivery),
            Subject = $"{incident.Cluster}: {incident.Code.Slug}",
            Summary = PlainText.Line(
                incident.Phase is IncidentPhase.Resolved
                    ? $"It is over. When last seen: {incident.Verdict.Summary}"
                    : incident.Verdict.Summary,
                LineMax
            ),
            Facts = [.. FactsOf(incident).Select(fact => fact with { Text = PlainText.Line(fact.Text, LineMax) })],
            Link = LinkTo(incident.Cluster, page),
            Incident = incident,
        };
    }

    /// <summary>The cluster's own page, with what to do and its open incidents.</summary>
    public static Uri? LinkTo(string cluster, Uri? page) =>
        page is null ? null : new Uri($"{page.AbsoluteUri.TrimEnd('/')}/clusters/{Uri.EscapeDataString(cluster)}");

    internal static string StatusOf(Delivery delivery) =>
        delivery.Event switch
        {
            { Incident.Phase: IncidentPhase.Resolved } => "RESOLVED",
            _ when delivery.IsRepeat => "STILL FIRING",
            { Kind: IncidentEventKind.Changed } => "CHANGED",
            _ => "FIRING",
        };

    static IEnumerable<NoticeFact> FactsOf(Incident incident)
    {
        yield return new("Cluster", incident.Cluster);
        yield return new("Severity", incident.Code.Severity is Analysis.Severity.Critical ? "critical" : "warning");
        yield return new("Since", Time(incident.Since));
        if (incident.ResolvedAt is { } end)
            yield return new("Resolved", Time(end));
        foreach (var fact in Known(incident.Verdict))
            yield return fact;
        yield return new("Next", NextSteps.Of(incident));
        yield return new("Incident", incident.Key);
    }

    static IEnumerable<NoticeFact> Known(Verdict verdict)
    {
        switch (verdict.Survivor)
        {
            case Survivor.Keep keep:
                yield return new("Keep", $"{keep.Instance.Name}: {keep.Reason}");
                break;
            case Survivor.Undecidable { Leaning: { } leaning } open:
                yield return new("Keep", $"not decided, {leaning.Name} by what was counted so far: {open.Reason}");
                break;
            case Survivor.Undecidable open:
                yield return new("Keep", $"not decided: {open.Reason}");
                break;
        }
        if (verdict is { SubKind: { } kind, Split: { } split })
            yield return new("How", $"{(split.IsProven ? "" : "perhaps ")}{kind.Slug}: {split.Why}");
        foreach (var side in (verdict.Split?.Sides ?? []).Take(SidesMax))
            yield return new($"Written on {PlainText.Line(side.Instance.Name, 100)}", side.Harm);
    }

    internal static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
