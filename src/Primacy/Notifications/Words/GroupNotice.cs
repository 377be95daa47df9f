using System.Globalization;
using Primacy.Analysis;
using Primacy.Incidents;

namespace Primacy.Notifications.Words;

/// <summary>
/// Several incidents in the words of one message: how many, of what kinds, the worst of them a line each, and the
/// clusters of the others by their names.
/// </summary>
internal static class GroupNotice
{
    const int ListedMax = 20;
    const int LineMax = 300;
    const int NamesMax = 600;

    /// <summary>What all listed lines may need, so that every receiver takes the message.</summary>
    const int BytesMax = 10_000;

    /// <summary>Slack takes 3,000 characters, and how many are left out has to be said, too.</summary>
    const int OwnTextsMax = 2_200;

    public static Notice Of(Batch batch, NotifierContext context, Func<string, string>? escape = null)
    {
        var worst = Notice.Of(batch.Deliveries[0], context, escape);
        var clusters = batch.Deliveries.Select(ClusterOf).Distinct().ToArray();
        var count = batch.Deliveries.Count;
        var at = clusters is [var cluster]
            ? cluster
            : string.Create(CultureInfo.InvariantCulture, $"{clusters.Length} clusters");
        return worst with
        {
            Status = StatusOf(batch.Deliveries),
            Subject = string.Create(CultureInfo.InvariantCulture, $"{count} incidents at {at}{Group(batch)}"),
            Summary = $"{Counted(batch.Deliveries, one => one.Event.Incident.Code.Slug)}. The worst come first.",
            Facts = [.. Facts(batch)],
            Link = clusters.Length == 1 ? worst.Link : context.Page,
            OwnTitle = worst.OwnTitle is { } title
                ? string.Create(CultureInfo.InvariantCulture, $"{title} (and {count - 1} more)")
                : null,
            OwnText = worst.OwnText is null ? null : OwnTexts(batch, context, escape),
        };
    }

    /// <summary>"FIRING" where all do, else "3 FIRING, 2 RESOLVED".</summary>
    static string StatusOf(IReadOnlyList<Delivery> deliveries) =>
        deliveries.Select(Notice.StatusOf).Distinct().ToArray() is [var one]
            ? one
            : Counted(deliveries, Notice.StatusOf);

    static string ClusterOf(Delivery delivery) => delivery.Event.Incident.Cluster;

    /// <summary>How many there are of each, in the order in which they come.</summary>
    static string Counted(IReadOnlyList<Delivery> deliveries, Func<Delivery, string> of) =>
        string.Join(", ", deliveries.CountBy(of).Select(one => Invariant($"{one.Value} {one.Key}")));

    static string Group(Batch batch)
    {
        var labels = batch
            .Labels.Where(label => label.Name is not "cluster" && label.Value.Length > 0)
            .Select(label => PlainText.Line($"{label.Name} {label.Value}", 100));
        return string.Concat(labels.Select(label => $", {label}"));
    }

    static IEnumerable<NoticeFact> Facts(Batch batch)
    {
        var (listed, bytes) = (0, 0);
        foreach (var delivery in batch.Deliveries)
        {
            var notice = Notice.Of(delivery, page: null);
            var text = PlainText.Line(Invariant($"{notice.Status} {When(notice.Incident)}. {notice.Summary}"), LineMax);
            // What is no ASCII may be escaped on the way.
            bytes += text.Sum(letter => char.IsAscii(letter) ? 1 : 6);
            if (listed == ListedMax || (listed > 0 && bytes > BytesMax))
                break;
            listed++;
            yield return new NoticeFact(notice.Subject, text);
        }
        if (listed < batch.Deliveries.Count)
            yield return new NoticeFact(Invariant($"And {batch.Deliveries.Count - listed} more"), Names(batch, listed));
        var worst = batch.Deliveries[0].Event.Incident;
        yield return new NoticeFact("Next", PlainText.Line($"{worst.Cluster} first: {NextSteps.Of(worst)}", LineMax));
    }

    static string When(Incident incident) =>
        incident.ResolvedAt is { } end ? $"at {Notice.Time(end)}" : $"since {Notice.Time(incident.Since)}";

    static string OwnTexts(Batch batch, NotifierContext context, Func<string, string>? escape)
    {
        var (texts, length) = (new List<string>(), 0);
        foreach (var delivery in batch.Deliveries.Take(ListedMax))
        {
            var text = Notice.Of(delivery, context, escape).OwnText!;
            length += text.Length;
            if (texts.Count > 0 && length > OwnTextsMax)
                break;
            texts.Add(text);
        }
        if (texts.Count < batch.Deliveries.Count)
            texts.Add(Invariant($"And {batch.Deliveries.Count - texts.Count} more: {Names(batch, texts.Count)}"));
        return string.Join("\n\n", texts);
    }

    /// <summary>The clusters of what is not listed; one that is listed too is named for its other incidents.</summary>
    static string Names(Batch batch, int listed) =>
        PlainText.Line(string.Join(", ", batch.Deliveries.Skip(listed).Select(ClusterOf).Distinct()), NamesMax);

    static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
