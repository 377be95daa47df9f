using System.Text.Json.Serialization;

namespace Primacy.Notifications;

/// <summary>One alert of a <see cref="WebhookMessage"/>.</summary>
internal sealed record WebhookAlert(
    string Status,
    WebhookLabels Labels,
    WebhookAnnotations Annotations,
    string StartsAt,
    string EndsAt,
    [property: JsonPropertyName("generatorURL")] string GeneratorUrl,
    string Fingerprint
);
