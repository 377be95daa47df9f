using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.WebUtilities;
using Primacy.Web.Api;

namespace Primacy.Web;

/// <summary>
/// What every reply has in common. Nothing is loaded from elsewhere, framed or run inline, so that a name an attacker
/// chose cannot do anything even if it were not encoded.
/// </summary>
internal static class Replies
{
    const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>Runs a handler under the headers that protect every reply.</summary>
    public static RequestDelegate Guarded(RequestDelegate handler) =>
        context =>
        {
            Guard(context);
            return handler(context);
        };

    public static void Guard(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        // Without a referrer to our own pages a browser would not say where a form of ours comes from either.
        headers["Referrer-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
    }

    public static Task Json<T>(this HttpContext context, T value, JsonTypeInfo<T> shape, int status = 200) =>
        TypedResults.Json(value, shape, statusCode: status).ExecuteAsync(context);

    public static Task Error(this HttpContext context, int status, params IReadOnlyList<string> errors) =>
        TypedResults
            .Json(
                new ErrorReport(ReasonPhrases.GetReasonPhrase(status), status, string.Join(' ', errors), errors),
                ApiJson.Compact.ErrorReport,
                ErrorReport.ContentType,
                status
            )
            .ExecuteAsync(context);

    public static Task Text(this HttpContext context, int status, IReadOnlyList<string> lines)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync($"{string.Join('\n', lines)}\n", context.RequestAborted);
    }

    public static T Service<T>(this HttpContext context)
        where T : notnull => context.RequestServices.GetRequiredService<T>();
}
