using Primacy.Acting;

namespace Primacy.Web.Access;

/// <summary>Lets requests through to those who may make them, and tells the others what they lack.</summary>
internal static class Rights
{
    const string HowTo = "See docs/access.md.";

    /// <summary>A header each, since browsers read one challenge a header.</summary>
    static readonly string[] s_challenges = ["Basic realm=\"Primacy\", charset=\"UTF-8\"", "Bearer realm=\"Primacy\""];

    /// <summary>What a supervisor asks is answered to everybody, since it cannot say who it is.</summary>
    static readonly string[] Open = ["/healthz", "/readyz"];

    /// <summary>Lets in who may read: everybody, unless the configuration asks who it is.</summary>
    public static Task PassAsync(HttpContext context, RequestDelegate next)
    {
        var rules = context.Service<AccessRules>();
        if (!rules.Options.IsReadingGuarded || Open.Contains(context.Request.Path.Value))
            return next(context);
        return rules.Identify(context) switch
        {
            Identification.Known => next(context),
            Identification.Wrong wrong => Unknown(context, rules, wrong.Why),
            _ => Unknown(context, rules, "Reading needs a login here: send a token."),
        };
    }

    /// <summary>For those who may act: nobody, unless the configuration names somebody.</summary>
    public static RequestDelegate Acting(Func<HttpContext, Actor, Task> handler) =>
        Replies.Guarded(context =>
            CrossSite.Objection(context.Request) is { } foreign
                ? context.Error(StatusCodes.Status403Forbidden, foreign)
                : LetAsync(context, handler)
        );

    /// <summary>For those who are about to act: a link from anywhere may lead here, as nothing is done.</summary>
    public static RequestDelegate AboutToAct(Func<HttpContext, Actor, Task> handler) =>
        Replies.Guarded(context => LetAsync(context, handler));

    /// <summary>For what only the replica does that holds the lease; of a single watcher there is no other.</summary>
    public static Func<HttpContext, Actor, Task> OfLeader(Func<HttpContext, Actor, Task> handler) =>
        (context, actor) =>
            context.Service<LeadershipState>()() is { Role: "following" } following
                ? context.Error(
                    StatusCodes.Status409Conflict,
                    "This is a replica that follows. Repairs are carried out by the replica that holds the lease alone: "
                        + $"act at {following.Leader ?? "the next leader"}."
                )
                : handler(context, actor);

    /// <summary>Who may act, of those who are known; null when he who asks may not.</summary>
    public static Actor? ActorOf(HttpContext context)
    {
        var rules = context.Service<AccessRules>();
        return rules.Identify(context) is Identification.Known { Identity: { MayAct: true } known }
            ? ActorOf(context, rules, known)
            : null;
    }

    static Task LetAsync(HttpContext context, Func<HttpContext, Actor, Task> handler)
    {
        var rules = context.Service<AccessRules>();
        return rules.Identify(context) switch
        {
            Identification.Known { Identity: { MayAct: true } known } => handler(
                context,
                ActorOf(context, rules, known)
            ),
            Identification.Known { Identity: var known } => context.Error(
                StatusCodes.Status403Forbidden,
                $"{known.Name} may read and not act: 'may: act' of a token, or 'actors', says who may. {HowTo}"
            ),
            Identification.Wrong wrong => Unknown(context, rules, wrong.Why),
            _ when !rules.IsAnybodyKnown(context) => context.Error(
                StatusCodes.Status403Forbidden,
                "Nobody may act here, because the configuration names nobody: add 'web' with 'tokens', or with the "
                    + $"'proxy' that knows people. {HowTo}"
            ),
            _ => Unknown(context, rules, "Who acts has to say who he is: send a token."),
        };
    }

    static Actor ActorOf(HttpContext context, AccessRules rules, Identity known) =>
        new(known.Name, known.How, Address(context, rules, known));

    /// <summary>Asks for a name and a token.</summary>
    static Task Unknown(HttpContext context, AccessRules rules, string why)
    {
        if (rules.HasTokens)
            context.Response.Headers.WWWAuthenticate = s_challenges;
        Replies.Guard(context);
        context.Service<Refusals>().Count(context.Connection.RemoteIpAddress, context.Request.Path, why);
        return context.Error(StatusCodes.Status401Unauthorized, $"{why} {HowTo}");
    }

    static string Address(HttpContext context, AccessRules rules, Identity identity)
    {
        var address = context.Connection.RemoteIpAddress?.ToString() ?? "a socket";
        var forwarded = context.Request.Headers["X-Forwarded-For"].ToString();
        // The last of them is what the proxy itself has seen; those before it anybody may have written.
        return identity.How == "proxy" && rules.Options.Proxy is not null && forwarded.Length > 0
            ? $"{forwarded.Split(',')[^1].Trim()} by {address}"
            : address;
    }
}
