using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using Primacy.Incidents;
using Primacy.Notifications.Http;

namespace Primacy.Notifications.Alertmanager;

/// <summary>
/// Sends alerts to every peer of an Alertmanager. It is told when one of them has taken it: each can page, and the
/// others hear of it with the next sending. See https://prometheus.io/docs/alerting/latest/clients/.
/// </summary>
internal sealed class AlertmanagerNotifier(AlertmanagerOptions options, NotifierContext context) : INotifier
{
    readonly HttpSender _sender = new(options.Timeout, context.Time);

    /// <summary>When the newest incident of each alert began that was told.</summary>
    readonly ConcurrentDictionary<WebhookLabels, DateTimeOffset> _newest = new();

    public TimeSpan? Refresh => options.Resend;

    public async Task<DeliveryOutcome> DeliverAsync(Delivery delivery)
    {
        var incident = delivery.Event.Incident;
        // An alert is known by its labels, so that a late end of an earlier incident would end the one that fires now.
        var newest = _newest.AddOrUpdate(
            WebhookLabels.Of(incident),
            incident.Since,
            (_, known) => known > incident.Since ? known : incident.Since
        );
        if (incident.Phase is IncidentPhase.Resolved && newest > incident.Since)
            return DeliveryOutcome.Accepted;
        if (!TryAuthorize(out var authorization, out var secrets, out var fault))
            return new DeliveryOutcome.Refused(fault);
        var alerts = AlertmanagerAlerts.Of(delivery.Event, context, options.Resend * 4);
        var outcomes = await Task.WhenAll(
            options.Urls.Select(async peer =>
                (Peer: peer, Outcome: await SendAsync(peer, alerts, authorization, secrets))
            )
        );
        if (Array.Exists(outcomes, one => one.Outcome is DeliveryOutcome.Taken))
            return DeliveryOutcome.Accepted;
        return Worst([.. outcomes.Select(one => one.Outcome)]);
    }

    public void Dispose() => _sender.Dispose();

    async Task<DeliveryOutcome> SendAsync(
        Uri peer,
        byte[] alerts,
        AuthenticationHeaderValue? authorization,
        IReadOnlyList<string> secrets
    )
    {
        var url = new Uri(peer.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/api/v2/alerts");
        using var request = JsonRequests.Post(url, alerts);
        request.Headers.Authorization = authorization ?? Basic(Uri.UnescapeDataString(peer.UserInfo));
        return await _sender.SendAsync(
            request,
            [.. secrets, peer.UserInfo],
            answer => answer.IsPage ? "answered with a web page, as no Alertmanager does" : null
        );
    }

    /// <summary>While one may come back it is tried again soon; only what all refuse needs a person.</summary>
    static DeliveryOutcome Worst(IReadOnlyList<DeliveryOutcome> outcomes) =>
        outcomes.FirstOrDefault(outcome => outcome is DeliveryOutcome.Failed) ?? outcomes[0];

    bool TryAuthorize(out AuthenticationHeaderValue? header, out IReadOnlyList<string> secrets, out string fault)
    {
        (header, secrets, fault) = (null, [], "");
        if ((options.BearerToken ?? options.Password) is not { } secret)
            return true;
        if (!secret.TryRead(out var value, out fault))
            return false;
        header = options.BearerToken is { }
            ? new AuthenticationHeaderValue("Bearer", value)
            : Basic($"{options.Username}:{value}");
        secrets = [value];
        return true;
    }

    static AuthenticationHeaderValue? Basic(string userAndPassword) =>
        userAndPassword.Length == 0
            ? null
            : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(userAndPassword)));
}
