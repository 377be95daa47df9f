using System.Text.Json;
using System.Text.RegularExpressions;
using Primacy.Notifications;
using Primacy.Notifications.Alertmanager;
using Primacy.Notifications.Opsgenie;
using Primacy.Notifications.PagerDuty;
using Primacy.Notifications.Slack;
using Primacy.Notifications.Teams;

namespace Primacy.Tests.Notifications.Contract;

/// <summary>The receivers that speak HTTP, as their documentation says that they answer.</summary>
static partial class HttpManners
{
    public static HttpManner Webhook { get; } =
        new(
            url => new WebhookOptions(new Uri(url, $"/hook/{HttpManner.Secret}")),
            post => RecordingReceiver.Words(post.Body)
        )
        {
            HasOwnAnswer = false,
        };

    public static HttpManner Slack { get; } =
        new(
            url => new SlackOptions(Secret.Of($"{url}services/T0/B0/{HttpManner.Secret}")),
            post => InText(post.Body, @"Incident:\* ([^""\\]+)")
        );

    public static HttpManner Teams { get; } =
        new(
            url => new TeamsOptions(Secret.Of($"{url}workflows/invoke?sig={HttpManner.Secret}")),
            post => InText(post.Body, @"""Incident: "".*?""text"":""([^""]+)""")
        )
        {
            Accepts = "",
            Status = 202,
        };

    public static HttpManner PagerDuty { get; } =
        new(
            url => new PagerDutyOptions(Secret.Of(HttpManner.Secret), new Uri(url, "v2/enqueue")),
            post =>
            {
                using var json = JsonDocument.Parse(post.Body);
                var status =
                    json.RootElement.GetProperty("event_action").GetString() == "resolve" ? "resolved" : "firing";
                return $"{json.RootElement.GetProperty("dedup_key").GetString()} {status}";
            }
        )
        {
            Accepts = """{"status":"success","message":"Event processed","dedup_key":"k"}""",
            Status = 202,
        };

    public static HttpManner Opsgenie { get; } =
        new(
            url => new OpsgenieOptions(Secret.Of(HttpManner.Secret), url),
            post =>
            {
                if (CloseOf().Match(post.Path) is { Success: true } close)
                    return $"{Uri.UnescapeDataString(close.Groups[1].Value)} resolved";
                using var json = JsonDocument.Parse(post.Body);
                return $"{json.RootElement.GetProperty("alias").GetString()} firing";
            }
        )
        {
            Accepts = """{"result":"Request will be processed","took":0.1,"requestId":"r"}""",
            Status = 202,
        };

    public static HttpManner Alertmanager { get; } =
        new(
            url => new AlertmanagerOptions
            {
                Urls = [url],
                Username = "primacy",
                Password = Secret.Of(HttpManner.Secret),
            },
            post =>
            {
                using var json = JsonDocument.Parse(post.Body);
                var alert = json.RootElement[0];
                var isOver = alert.GetProperty("endsAt").GetDateTimeOffset() < TimeProvider.System.GetUtcNow();
                return $"{alert.GetProperty("annotations").GetProperty("incident").GetString()} "
                    + (isOver ? "resolved" : "firing");
            }
        );

    static string InText(string body, string key) =>
        $"{Regex.Match(body, key, RegexOptions.Singleline).Groups[1].Value} "
        + (body.Contains("[RESOLVED]", StringComparison.Ordinal) ? "resolved" : "firing");

    [GeneratedRegex(@"^/v2/alerts/(.+)/close\?identifierType=alias$")]
    private static partial Regex CloseOf();
}
