using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Primacy.Cli;

/// <summary>What a verb asks a service for.</summary>
/// <param name="Method">How.</param>
/// <param name="Path">The path, with what stands behind the question mark.</param>
internal sealed record ServiceRequest(HttpMethod Method, string Path)
{
    /// <summary>What is sent; null for nothing.</summary>
    public byte[]? Body { get; private init; }

    public static ServiceRequest Get(string path) => new(HttpMethod.Get, path);

    public static ServiceRequest Send<T>(HttpMethod method, string path, T body, JsonTypeInfo<T> type) =>
        new(method, path) { Body = JsonSerializer.SerializeToUtf8Bytes(body, type) };

    /// <param name="path">What is to end.</param>
    /// <param name="why">For the audit log.</param>
    public static ServiceRequest Delete(string path, string? why) =>
        new(HttpMethod.Delete, why is null ? path : $"{path}?why={Uri.EscapeDataString(why)}");

    public HttpRequestMessage ToMessage(Uri service)
    {
        var message = new HttpRequestMessage(Method, new Uri(service, Path));
        if (Body is { } body)
        {
            message.Content = new ByteArrayContent(body);
            message.Content.Headers.ContentType = new("application/json");
        }
        return message;
    }
}
