using System.Globalization;
using Primacy.Analysis;

namespace Primacy.Notifications.Words;

/// <summary>What a user's own words may name.</summary>
internal static class Placeholders
{
    const int LineMax = 1000;

    public static IReadOnlyList<Placeholder> All { get; } =
    [
        new("cluster", notice => notice.Incident.Cluster),
        new("verdict", notice => notice.Incident.Code.Slug),
        new("status", notice => notice.Status),
        new("severity", notice => notice.Severity),
        new("summary", notice => notice.Summary),
        new("since", notice => Time(notice.Incident.Since)),
        new("resolved", notice => notice.Incident.ResolvedAt is { } end ? Time(end) : ""),
        new("lasted", Lasted),
        new("keep", Keep),
        new("reason", Reason),
        new("how", notice => Fact(notice, "How")),
        new("written", notice => string.Join('\n', Written(notice).Select(fact => $"{fact.Name}: {fact.Text}"))),
        new("next", notice => Fact(notice, "Next")),
        new("facts", notice => string.Join('\n', notice.Facts.Select(fact => $"{fact.Name}: {fact.Text}"))),
        new("link", notice => notice.Link?.AbsoluteUri ?? ""),
        new("incident", notice => notice.Incident.Key),
    ];

    public static Placeholder? Find(string name) => All.FirstOrDefault(one => one.Name == name);

    static string Lasted(Notice notice) =>
        notice.Incident is { ResolvedAt: { } end, Since: var since } && end > since ? Wording.Elapsed(end - since) : "";

    static string Keep(Notice notice) =>
        notice.Incident.Verdict.Survivor switch
        {
            Survivor.Keep keep => PlainText.Line(keep.Instance.Name, LineMax),
            Survivor.Undecidable => "not decided",
            _ => "",
        };

    static string Reason(Notice notice) =>
        notice.Incident.Verdict.Survivor switch
        {
            Survivor.Keep keep => PlainText.Line(keep.Reason, LineMax),
            Survivor.Undecidable open => PlainText.Line(open.Reason, LineMax),
            _ => "",
        };

    static IEnumerable<NoticeFact> Written(Notice notice) =>
        notice.Facts.Where(fact => fact.Name.StartsWith("Written on ", StringComparison.Ordinal));

    static string Fact(Notice notice, string name) =>
        notice.Facts.FirstOrDefault(fact => fact.Name == name)?.Text ?? "";

    static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
