using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Primacy.Notifications.Http;

/// <summary>Requests that carry JSON.</summary>
internal static class JsonRequests
{
    public static HttpRequestMessage Post(Uri url, byte[] json)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(json) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return request;
    }

    public static HttpRequestMessage Post(Uri url, JsonNode json) => Post(url, Write(json));

    /// <summary>Nobody puts it into HTML, so that what is no ASCII stays readable, and small.</summary>
    public static byte[] Write(JsonNode json)
    {
        using var bytes = new MemoryStream();
        using (
            var writer = new Utf8JsonWriter(
                bytes,
                new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
            )
        )
            json.WriteTo(writer);
        return bytes.ToArray();
    }
}
