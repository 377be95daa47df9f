using System.Text;
using System.Threading.RateLimiting;
using Primacy.Web.Access;

namespace Primacy.Web.Security;

/// <summary>
/// Lets in who may come in, before anything else is done with a request. Nothing is excepted, <c>/healthz</c> neither:
/// it names clusters, and those who know this file from other exporters expect that it protects all.
/// </summary>
internal sealed class Gate : IDisposable
{
    const string Scheme = "Basic ";

    readonly WebRules _rules;
    readonly Passwords _passwords;
    readonly TokenBucketRateLimiter? _limit;

    public Gate(WebRules rules, Passwords passwords)
    {
        (_rules, _passwords) = (rules, passwords);
        // As there, it is what it is from the start on.
        if (rules.Now().Rate is { } rate)
            _limit = new TokenBucketRateLimiter(
                new TokenBucketRateLimiterOptions
                {
                    TokenLimit = rate.Burst,
                    TokensPerPeriod = 1,
                    ReplenishmentPeriod = rate.Interval,
                    QueueLimit = 0,
                }
            );
    }

    public async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        var options = _rules.Now();
        if (options.Headers.Count > 0)
            context.Response.OnStarting(() => Say(context.Response, options.Headers));
        using var lease = _limit?.AttemptAcquire();
        if (lease is { IsAcquired: false })
        {
            await context.Error(StatusCodes.Status429TooManyRequests, "Too many requests: see rate_limit.");
            return;
        }
        switch (await IsKnownAsync(context, options))
        {
            case true:
                await next(context);
                break;
            case false:
                context.Response.Headers.WWWAuthenticate = "Basic realm=\"Primacy\", charset=\"UTF-8\"";
                await context.Error(StatusCodes.Status401Unauthorized, "A name and its password are needed.");
                break;
            default:
                await context.Error(StatusCodes.Status503ServiceUnavailable, "Too many passwords are being checked.");
                break;
        }
    }

    public void Dispose() => _limit?.Dispose();

    async ValueTask<bool?> IsKnownAsync(HttpContext context, WebOptions options)
    {
        if (options.Users.Count == 0)
            return true;
        if (Credentials(context.Request.Headers.Authorization.ToString()) is not var (name, password))
            return BearerTokens.IsKnown(context);
        var isRight = await _passwords.AreRightAsync(options.Users, name, password, context.RequestAborted);
        if (isRight is true)
            context.Features.Set(new ProvenName(name, "basic"));
        return isRight;
    }

    /// <summary>After what the page says itself, so that the operator's word counts.</summary>
    static Task Say(HttpResponse response, EquatableArray<WebHeader> headers)
    {
        foreach (var header in headers)
            response.Headers[header.Name] = header.Value;
        return Task.CompletedTask;
    }

    /// <summary>See https://www.rfc-editor.org/rfc/rfc7617.</summary>
    static (string Name, string Password)? Credentials(string header)
    {
        var encoded = new byte[header.Length];
        if (
            !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            || !Convert.TryFromBase64String(header[Scheme.Length..].Trim(), encoded, out var length)
        )
            return null;
        var text = Encoding.UTF8.GetString(encoded, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : (text[..colon], text[(colon + 1)..]);
    }
}
