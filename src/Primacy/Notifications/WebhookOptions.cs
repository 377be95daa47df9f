namespace Primacy.Notifications;

/// <summary>A receiver of Alertmanager's webhook format, version 4.</summary>
/// <param name="Url">Where to post. It may hold a secret, so logs show only <see cref="Name"/>.</param>
internal sealed record WebhookOptions(Uri Url)
{
    /// <summary>Its name in logs, metrics and the journal: scheme, host and port, without path or secrets.</summary>
    public string Name => Url.GetLeftPart(UriPartial.Authority).Replace(UserPart, "", StringComparison.Ordinal);

    string UserPart => Url.UserInfo.Length == 0 ? "@" : $"{Url.UserInfo}@";
}
