using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Primacy.Analysis;
using Primacy.Notifications.Http;
using Primacy.Notifications.Words;

namespace Primacy.Notifications.Opsgenie;

/// <summary>Creates and closes alerts of Opsgenie. See https://docs.opsgenie.com/docs/alert-api.</summary>
internal sealed class OpsgenieNotifier(OpsgenieOptions options, NotifierContext context) : INotifier
{
    const int MessageMax = 130;
    const int DescriptionMax = 15_000;

    readonly HttpSender _sender = new(options.Timeout, context.Time);

    public async Task<DeliveryOutcome> DeliverAsync(Delivery delivery)
    {
        if (!options.ApiKey.TryRead(out var key, out var fault))
            return new DeliveryOutcome.Refused(fault);
        var notice = Notice.Of(delivery, context);
        var alias = Uri.EscapeDataString(notice.Incident.Key);
        var path = notice.IsOver ? $"/v2/alerts/{alias}/close?identifierType=alias" : "/v2/alerts";
        var url = new Uri(options.Url.GetLeftPart(UriPartial.Path).TrimEnd('/') + path);
        using var request = JsonRequests.Post(url, notice.IsOver ? Close(notice) : Create(notice));
        request.Headers.Authorization = new AuthenticationHeaderValue("GenieKey", key);
        return await _sender.SendAsync(
            request,
            [key],
            answer => answer.Field("requestId") is null ? "answered with something that is not Opsgenie's" : null
        );
    }

    public void Dispose() => _sender.Dispose();

    /// <summary>The incident's key is the alias, by which Opsgenie knows an alert that it has.</summary>
    static JsonObject Create(Notice notice)
    {
        var incident = notice.Incident;
        var details = new JsonObject();
        foreach (var fact in notice.Facts)
            details[fact.Name] = fact.Text;
        return new JsonObject
        {
            ["message"] = PlainText.Line(
                notice.OwnTitle ?? $"{incident.Cluster}: {incident.Code.Slug}: {notice.Summary}",
                MessageMax
            ),
            ["alias"] = incident.Key,
            ["description"] = PlainText.Cut(notice.Text, DescriptionMax),
            ["priority"] = notice.IsCritical ? "P1" : "P3",
            ["entity"] = incident.Cluster,
            ["source"] = "Primacy",
            ["tags"] = new JsonArray(incident.Code.Slug, notice.Severity),
            ["details"] = details,
        };
    }

    static JsonObject Close(Notice notice) =>
        new() { ["source"] = "Primacy", ["note"] = PlainText.Cut(notice.OwnText ?? notice.Summary, DescriptionMax) };
}
