using System.Text;
using System.Text.Json.Nodes;
using Primacy.Notifications.Http;
using Primacy.Notifications.Words;

namespace Primacy.Notifications.Slack;

/// <summary>Posts to an incoming webhook of Slack. See https://api.slack.com/messaging/webhooks.</summary>
internal sealed class SlackNotifier(SlackOptions options, NotifierContext context) : IGroupNotifier
{
    /// <summary>A section takes 3,000 characters. See https://api.slack.com/reference/block-kit/blocks.</summary>
    const int SectionMax = 3000;

    readonly HttpSender _sender = new(options.Timeout, context.Time);

    public async Task<DeliveryOutcome> DeliverAsync(Batch batch)
    {
        if (SecretTarget.Read(options.Url, out var fault) is not { } target)
            return new DeliveryOutcome.Refused(fault);
        using var request = JsonRequests.Post(
            target.Url,
            Message(Notice.Of(batch, context, value => Escaped(value, SectionMax)))
        );
        return await _sender.SendAsync(
            request,
            target.Secrets,
            answer => answer.IsPage ? "answered with a web page, as no Slack does" : null
        );
    }

    public void Dispose() => _sender.Dispose();

    /// <summary>The title is what a phone shows; the bar at the side has the colour.</summary>
    static JsonObject Message(Notice notice)
    {
        // Own words may link and mention: they are the user's, and what is filled in is escaped.
        List<JsonNode> blocks = notice.OwnText is { } own
            ? [Section(PlainText.Cut(own, SectionMax))]
            : [Section(Escaped(notice.Summary, SectionMax)), .. Sections(notice.Facts).Select(Section)];
        if (notice.Link is { } link)
            blocks.Add(Section($"<{Escaped(link.AbsoluteUri, SectionMax / 2)}|Open the page>"));
        return new JsonObject
        {
            ["text"] = notice.OwnTitle ?? Escaped(notice.Title, SectionMax),
            ["attachments"] = new JsonArray(
                new JsonObject { ["color"] = Color(notice), ["blocks"] = new JsonArray([.. blocks]) }
            ),
        };
    }

    static string Color(Notice notice) =>
        notice.IsOver ? "#2e7d32"
        : notice.IsCritical ? "#b3261e"
        : "#b26a00";

    static JsonObject Section(string text) =>
        new()
        {
            ["type"] = "section",
            ["text"] = new JsonObject { ["type"] = "mrkdwn", ["text"] = text },
        };

    static IEnumerable<string> Sections(IReadOnlyList<NoticeFact> facts)
    {
        var section = new StringBuilder();
        foreach (var fact in facts)
        {
            var line = $"*{Escaped(fact.Name, SectionMax / 4)}:* {Escaped(fact.Text, SectionMax / 2)}";
            if (section.Length > 0 && section.Length + line.Length + 1 > SectionMax)
            {
                yield return section.ToString();
                section.Clear();
            }
            section.Append(section.Length > 0 ? "\n" : "").Append(line);
        }
        yield return section.ToString();
    }

    /// <summary>Without the characters that begin links and mentions; cut so that no escape is cut in two.</summary>
    static string Escaped(string text, int most)
    {
        var escaped = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var shown = rune.Value switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                _ => rune.ToString(),
            };
            if (escaped.Length + shown.Length > most - 1)
                return escaped.Append('…').ToString();
            escaped.Append(shown);
        }
        return escaped.ToString();
    }
}
