namespace Primacy.Notifications;

/// <summary>What several kinds of receivers ask for in the same words.</summary>
internal static class ReceiverKeys
{
    static readonly TimeSpan TimeoutLeast = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan TimeoutMost = TimeSpan.FromMinutes(2);

    extension(IReceiverKeys keys)
    {
        public TimeSpan Timeout =>
            keys.Duration("timeout", TimeoutLeast, TimeoutMost) ?? ReceiverOptions.TimeoutDefault;

        /// <summary>A secret without which the receiver is none.</summary>
        public Secret? NeededSecret(string key)
        {
            var secret = keys.Secret(key);
            if (secret is null && !keys.Has(key) && !keys.Has($"{key}File"))
                keys.Complain(key, $"this receiver needs '{key}', or '{key}File' with a file that holds it");
            return secret;
        }

        public string? NeededText(string key)
        {
            var text = keys.Text(key);
            if (text is null && !keys.Has(key))
                keys.Complain(key, $"this receiver needs '{key}'");
            return text;
        }

        /// <summary>A URL that may hold a secret itself.</summary>
        public Secret? NeededUrl(string key)
        {
            if (keys.NeededSecret(key) is not { } secret)
                return null;
            if (secret.Fixed is not { } url || HttpUrls.Parse(url) is { })
                return secret;
            keys.Complain(key, $"'{key}' is a URL that begins with http:// or https://");
            return null;
        }
    }
}
