using System.Text.Json.Nodes;
using Primacy.Notifications.Http;
using Primacy.Notifications.Words;

namespace Primacy.Notifications.Teams;

/// <summary>
/// Posts an adaptive card to a workflow of Microsoft Teams. See
/// https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using.
/// </summary>
internal sealed class TeamsNotifier(TeamsOptions options, NotifierContext context) : IGroupNotifier
{
    readonly HttpSender _sender = new(options.Timeout, context.Time);

    public async Task<DeliveryOutcome> DeliverAsync(Batch batch)
    {
        if (SecretTarget.Read(options.Url, out var fault) is not { } target)
            return new DeliveryOutcome.Refused(fault);
        using var request = JsonRequests.Post(target.Url, Message(Notice.Of(batch, context)));
        return await _sender.SendAsync(request, target.Secrets, Objection);
    }

    public void Dispose() => _sender.Dispose();

    /// <summary>The connectors that workflows replace said with a 200 that Teams had refused the card.</summary>
    static string? Objection(HttpAnswer answer) =>
        answer.IsPage ? "answered with a web page, as no workflow does"
        : answer.Text.Contains("delivery failed", StringComparison.OrdinalIgnoreCase) ? $"answered: {answer.Text}"
        : null;

    static JsonObject Message(Notice notice) =>
        new()
        {
            ["type"] = "message",
            ["attachments"] = new JsonArray(
                new JsonObject
                {
                    ["contentType"] = "application/vnd.microsoft.card.adaptive",
                    ["contentUrl"] = null,
                    ["content"] = Card(notice),
                }
            ),
        };

    static JsonObject Card(Notice notice)
    {
        JsonNode[] body =
        [
            Text(Run(notice.Title, isStrong: true, Color(notice))),
            .. notice.OwnText is { } own
                ? own.Split('\n').Select(line => Text(Run(line, isStrong: false, "Default")))
                : Default(notice),
        ];
        var card = new JsonObject
        {
            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
            ["type"] = "AdaptiveCard",
            ["version"] = "1.4",
            ["msteams"] = new JsonObject { ["width"] = "Full" },
            ["body"] = new JsonArray(body),
        };
        if (notice.Link is { } link)
        {
            card["actions"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "Action.OpenUrl",
                    ["title"] = "Open the page",
                    ["url"] = link.AbsoluteUri,
                }
            );
        }
        return card;
    }

    static IEnumerable<JsonNode> Default(Notice notice) =>
        notice
            .Facts.Select(fact =>
                Text(Run($"{fact.Name}: ", isStrong: true, "Default"), Run(fact.Text, isStrong: false, "Default"))
            )
            .Prepend(Text(Run(notice.Summary, isStrong: false, "Default")));

    /// <summary>Runs of rich text, because a text block would take what a server calls itself for Markdown.</summary>
    static JsonObject Text(params ReadOnlySpan<JsonNode?> runs) =>
        new() { ["type"] = "RichTextBlock", ["inlines"] = new JsonArray(runs) };

    static JsonObject Run(string text, bool isStrong, string color) =>
        new()
        {
            ["type"] = "TextRun",
            ["text"] = text,
            ["weight"] = isStrong ? "Bolder" : "Default",
            ["color"] = color,
        };

    static string Color(Notice notice) =>
        notice.IsOver ? "Good"
        : notice.IsCritical ? "Attention"
        : "Warning";
}
