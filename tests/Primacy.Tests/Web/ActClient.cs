using System.Net;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Primacy.Tests.Web;

/// <summary>Somebody who asks a server, and what he is answered.</summary>
static class ActClient
{
    /// <summary>Sends a request with these headers, "Name: value" each.</summary>
    public static async Task<(HttpStatusCode Status, string Text, HttpResponseMessage Answer)> Send(
        this WebServer server,
        HttpMethod method,
        string path,
        HttpContent? content,
        params IEnumerable<string> headers
    )
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var header in headers)
            request.Headers.TryAddWithoutValidation(header.Split(": ")[0], header.Split(": ")[1]);
        var answer = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (
            answer.StatusCode,
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            answer
        );
    }

    /// <summary>Sends JSON as anna, who may act.</summary>
    public static async Task<(HttpStatusCode Status, JsonElement Json)> AsAnna(
        this WebServer server,
        HttpMethod method,
        string path,
        string? json = null
    )
    {
        var (status, text, answer) = await server.Send(
            method,
            path,
            json is null ? null : Json(json),
            $"Authorization: Bearer {WebServer.Token}"
        );
        answer.Dispose();
        return (status, JsonDocument.Parse(text).RootElement.Clone());
    }

    public static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    public static string? Text(this JsonElement json, string name) => json.GetProperty(name).GetString();

    /// <summary>The first reason of a refusal.</summary>
    public static string Error(this JsonElement json) => json.GetProperty("errors")[0].GetString()!;
}
