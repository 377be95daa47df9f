namespace Primacy.Notifications.Http;

/// <summary>An address to post to that is a secret, or holds one: Slack's and Teams' webhooks are.</summary>
/// <param name="Url">The address without user and password.</param>
/// <param name="Secrets">What may appear in no message.</param>
internal sealed record SecretTarget(Uri Url, IReadOnlyList<string> Secrets)
{
    const int PartLeast = 6;

    /// <summary>The address, or null and what keeps it from being used.</summary>
    public static SecretTarget? Read(Secret secret, out string fault)
    {
        if (!secret.TryRead(out var text, out fault))
            return null;
        if (HttpUrls.Parse(text) is { } url)
            return Of(url);
        fault = "cannot be told: the file of its URL holds none that begins with http:// or https://";
        return null;
    }

    /// <summary>Which part of it is the secret only its owner knows, so that all of them are, but short ones.</summary>
    public static SecretTarget Of(Uri url) =>
        new(
            url,
            [
                url.OriginalString,
                url.UserInfo,
                .. url
                    .PathAndQuery.Split('/', '?', '&', '=', ':')
                    .Concat(url.UserInfo.Split(':'))
                    .SelectMany(part => new[] { part, Uri.UnescapeDataString(part) })
                    .Where(part => part.Length >= PartLeast)
                    .Distinct(),
            ]
        );

    /// <summary>A record tells its members, and these are secret.</summary>
    public override string ToString() => "***";
}
