namespace Primacy.Configuration;

/// <summary>Reads the addresses of Patroni's REST API.</summary>
internal static class PatroniUrls
{
    public static void Add(List<Uri> urls, Setting setting, Problems problems)
    {
        if (Objection(setting.Value, out var url) is { } objection)
            problems.Add(setting.At, objection);
        else if (urls.Contains(url!))
            problems.Add(setting.At, "this address of Patroni appears twice");
        else
            urls.Add(url!);
    }

    /// <summary>A URL ends up in messages and on the page, so that it must not hold a secret.</summary>
    static string? Objection(string text, out Uri? url)
    {
        if (
            !Uri.TryCreate(text, UriKind.Absolute, out url)
            || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps)
            || url.Host.Length == 0
        )
            return "Patroni's REST API is a URL such as http://db1:8008";
        if (url.UserInfo.Length > 0)
            return "name and password do not belong into the URL: give username and passwordFile";
        return url.PathAndQuery is "/" && url.Fragment.Length == 0
            ? null
            : "give the address only, such as http://db1:8008, without a path";
    }
}
