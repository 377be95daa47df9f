using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Features;

namespace Primacy.Web.Routes;

/// <summary>Reads what is sent.</summary>
internal static class Bodies
{
    const long BytesMax = 64 * 1024;

    /// <summary>What was sent; null when it is refused, which has been answered then.</summary>
    public static async Task<T?> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type)
        where T : class
    {
        // No page of another site can send JSON without asking first, and we never answer such a question.
        if (!context.Request.HasJsonContentType())
        {
            await context.Error(StatusCodes.Status415UnsupportedMediaType, "Send JSON, as application/json.");
            return null;
        }
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = BytesMax;
        try
        {
            if (await context.Request.ReadFromJsonAsync(type, context.RequestAborted) is { } body)
                return body;
            await context.Error(StatusCodes.Status400BadRequest, "The body is null.");
        }
        catch (JsonException wrong)
        {
            await context.Error(StatusCodes.Status400BadRequest, $"The body is not what is asked for: {Words(wrong)}");
        }
        catch (BadHttpRequestException wrong)
        {
            await context.Error(wrong.StatusCode, wrong.Message);
        }
        return null;
    }

    /// <summary>The library's words without the names of our types.</summary>
    static string Words(JsonException wrong)
    {
        var words = wrong.Message.Replace("JSON deserialization for type ", "", StringComparison.Ordinal);
        var type = words.IndexOf("'Primacy.", StringComparison.Ordinal);
        var end = type < 0 ? -1 : words.IndexOf('\'', type + 1);
        return end < 0 ? words : words.Remove(type, end - type + 1).TrimStart();
    }
}
