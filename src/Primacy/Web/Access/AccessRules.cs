namespace Primacy.Web.Access;

/// <summary>Who may do what, as the configuration has it now, and who sends a request.</summary>
internal sealed class AccessRules(IEnumerable<IIdentify> ways)
{
    readonly IIdentify[] _ways = [.. ways];
    AccessOptions _options = AccessOptions.None;

    public AccessOptions Options => Volatile.Read(ref _options);

    public void Use(AccessOptions options) => Volatile.Write(ref _options, options);

    /// <summary>The first way that understands what a request says decides.</summary>
    public Identification Identify(HttpContext context)
    {
        var options = Options;
        foreach (var way in _ways)
        {
            var answer = way.Identify(context, options);
            if (answer is not Identification.Absent)
                return answer;
        }
        return Identification.Nothing;
    }

    /// <summary>Whether there is any way to be known.</summary>
    public bool IsAnybodyKnown(HttpContext context) =>
        Options is { Tokens.Count: > 0 } or { Proxy: not null } || context.Features.Get<ProvenName>() is not null;

    /// <summary>Whether a browser may be asked for a name and a token.</summary>
    public bool HasTokens => Options.Tokens.Count > 0;
}
