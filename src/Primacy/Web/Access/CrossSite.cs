namespace Primacy.Web.Access;

/// <summary>
/// Whether another site's page sent a browser here. A browser says so itself, over TLS and on this machine by the
/// header Sec-Fetch-Site, and else by Origin. See https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site.
/// </summary>
internal static class CrossSite
{
    /// <summary>Why it may not act; null when it may, or when no browser sends it.</summary>
    public static string? Objection(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        var origin = request.Headers.Origin.ToString();
        return site switch
        {
            "same-origin" or "none" => null,
            "" when origin.Length == 0 || IsOwn(origin, request.Host) => null,
            _ => $"A page of {(origin.Length > 0 ? origin : "another site")} may not do this.",
        };
    }

    /// <summary>The scheme is left out: where a proxy ends TLS, it is another one here than in the browser.</summary>
    static bool IsOwn(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && string.Equals(uri.Authority, host.Value, StringComparison.OrdinalIgnoreCase);
}
