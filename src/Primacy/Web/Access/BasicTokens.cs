using System.Text;

namespace Primacy.Web.Access;

/// <summary>
/// A token as the password of its name, for browsers: they ask for both by themselves and send them from then on. See
/// https://www.rfc-editor.org/rfc/rfc7617.
/// </summary>
internal sealed class BasicTokens : IIdentify
{
    const string Scheme = "Basic ";

    public Identification Identify(HttpContext context, AccessOptions options)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (options.Tokens.Count == 0 || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return Identification.Nothing;
        var (name, password) = Credentials(header[Scheme.Length..].Trim());
        var digest = AccessToken.DigestOf(password);
        AccessToken? known = null;
        foreach (var token in options.Tokens)
            known = token.Is(digest) && token.Name == name ? token : known;
        return known is { } found
            ? new Identification.Known(new Identity(found.Name, "basic", found.MayAct))
            : new Identification.Wrong("This name and token do not belong together.");
    }

    static (string Name, string Password) Credentials(string encoded)
    {
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var length))
            return ("", "");
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? ("", "") : (text[..colon], text[(colon + 1)..]);
    }
}
