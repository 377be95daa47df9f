namespace Primacy.Web.Access;

/// <summary>Who a proxy says it is, where the proxy's address is one of those that were named.</summary>
internal sealed class TrustedProxy : IIdentify
{
    const int NameMax = 200;

    public Identification Identify(HttpContext context, AccessOptions options)
    {
        if (options.Proxy is not { } proxy || !proxy.Trusts(context.Connection.RemoteIpAddress))
            return Identification.Nothing;
        var said = context.Request.Headers[proxy.UserHeader];
        return said.Count switch
        {
            0 => Identification.Nothing,
            1 when IsName(said[0]) => new Identification.Known(
                new Identity(said[0]!, "proxy", options.MayAct(said[0]!))
            ),
            // Of two headers one may have come through from outside.
            _ => new Identification.Wrong($"The header {proxy.UserHeader} names nobody, or more than one."),
        };
    }

    /// <summary>A comma is where something on the way has made one header of two.</summary>
    static bool IsName(string? text) =>
        text is { Length: > 0 and <= NameMax } && !text.Any(c => c == ',' || char.IsControl(c));
}
