using System.Net.Http.Headers;
using System.Text;
using Primacy.Notifications.Http;

namespace Primacy.Notifications;

/// <summary>Posts Alertmanager's webhook format to any who takes it; every 2xx accepts it.</summary>
internal sealed class WebhookNotifier(WebhookOptions options, NotifierContext context) : IGroupNotifier
{
    readonly HttpSender _sender = new(options.Timeout, context.Time);

    public async Task<DeliveryOutcome> DeliverAsync(Batch batch)
    {
        if (SecretTarget.Read(options.Address, out var fault) is not { } target)
            return new DeliveryOutcome.Refused(fault);
        var (token, isReadable) = ("", true);
        if (options.BearerToken is { } secret)
            isReadable = secret.TryRead(out token, out fault);
        if (!isReadable)
            return new DeliveryOutcome.Refused(fault);
        using var request = JsonRequests.Post(
            target.Url,
            WebhookMessage.Of(batch, context.Receiver, context.Page).ToJson()
        );
        request.Headers.Authorization =
            token.Length > 0 ? new AuthenticationHeaderValue("Bearer", token) : Credentials(target.Url);
        return await _sender.SendAsync(request, [.. target.Secrets, token]);
    }

    public void Dispose() => _sender.Dispose();

    static AuthenticationHeaderValue? Credentials(Uri url) =>
        url.UserInfo.Length == 0
            ? null
            : new AuthenticationHeaderValue(
                "Basic",
                Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(url.UserInfo)))
            );
}
