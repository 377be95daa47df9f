namespace Primacy.Web.Access;

/// <summary>A token in the header Authorization, for programs. See https://www.rfc-editor.org/rfc/rfc6750.</summary>
internal sealed class BearerTokens : IIdentify
{
    const string Scheme = "Bearer ";

    /// <summary>Whether a request is let in by a token where the listener asks for a name and a password.</summary>
    public static bool IsKnown(HttpContext context) =>
        context.RequestServices.GetService<AccessRules>() is { } rules
        && new BearerTokens().Identify(context, rules.Options) is Identification.Known;

    public Identification Identify(HttpContext context, AccessOptions options)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (options.Tokens.Count == 0 || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return Identification.Nothing;
        var digest = AccessToken.DigestOf(header[Scheme.Length..].Trim());
        AccessToken? known = null;
        // Every one is compared, so that the time tells not even which are near.
        foreach (var token in options.Tokens)
            known = token.Is(digest) ? token : known;
        return known is { } found
            ? new Identification.Known(new Identity(found.Name, "token", found.MayAct))
            : new Identification.Wrong("This token is nobody's.");
    }
}
