using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Primacy.Web.Api;

namespace Primacy.Cli;

/// <summary>Asks a running service.</summary>
internal static class ServiceClient
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Shows what a path of the running service answers, for people or for a program; gives the exit code.
    /// </summary>
    public static Task<int> ShowAsync<T>(
        ParseResult arguments,
        string path,
        Func<ApiJson, JsonTypeInfo<T>> type,
        Action<Screen, T> write,
        CancellationToken cancellation
    )
        where T : class => ShowAsync(arguments, ServiceRequest.Get(path), type, write, cancellation);

    /// <summary>The same for what a verb does.</summary>
    public static async Task<int> ShowAsync<T>(
        ParseResult arguments,
        ServiceRequest request,
        Func<ApiJson, JsonTypeInfo<T>> type,
        Action<Screen, T> write,
        CancellationToken cancellation
    )
        where T : class
    {
        if (await AskAsync(arguments, request, type(ApiJson.Compact), cancellation) is not { } answer)
            return ExitCodes.Failed;
        var output = arguments.InvocationConfiguration.Output;
        if (SharedOptions.IsJson(arguments))
            output.WriteLine(JsonSerializer.Serialize(answer, type(ApiJson.Readable)));
        else
            write(new Screen(output), answer);
        return ExitCodes.Good;
    }

    /// <summary>The answer; null when there is none, which has been told then.</summary>
    public static Task<T?> AskAsync<T>(
        ParseResult arguments,
        ServiceRequest request,
        JsonTypeInfo<T> type,
        CancellationToken cancellation
    )
        where T : class =>
        AskAsync(
            arguments,
            request,
            async (body, stop) =>
                await JsonSerializer.DeserializeAsync(body, type, stop) ?? throw new JsonException("null"),
            cancellation
        );

    /// <summary>The same of an answer that is read otherwise.</summary>
    public static Task<T?> AskAsync<T>(
        ParseResult arguments,
        ServiceRequest request,
        Func<Stream, CancellationToken, Task<T>> read,
        CancellationToken cancellation
    )
        where T : class => AskAsync(arguments, request, read, arguments.InvocationConfiguration.Error, cancellation);

    /// <summary>The same, where what goes wrong is told to somebody else.</summary>
    public static async Task<T?> AskAsync<T>(
        ParseResult arguments,
        ServiceRequest request,
        Func<Stream, CancellationToken, Task<T>> read,
        TextWriter error,
        CancellationToken cancellation
    )
        where T : class
    {
        var service = arguments.GetRequiredValue(SharedOptions.Url);
        using var client = ServiceAccess.Connect(arguments, Patience);
        client.DefaultRequestHeaders.Authorization ??= ServiceToken.Of(arguments);
        try
        {
            using var message = request.ToMessage(service);
            using var response = await client.SendAsync(message, cancellation);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                await using var body = await response.Content.ReadAsStreamAsync(cancellation);
                return await read(body, cancellation);
            }
            await ComplainAsync(response, service, request.Path, error, cancellation);
        }
        catch (HttpRequestException e) when (e.InnerException is SocketException refused)
        {
            error.WriteLine(
                $"primacy: no service at {service}: {refused.Message}. Start one with 'primacy watch', or give --url."
            );
        }
        catch (HttpRequestException e)
        {
            var hint = e.HttpRequestError switch
            {
                HttpRequestError.SecureConnectionError =>
                    " Give --ca if the certificate is signed by your own authority.",
                // Since TLS 1.3 a server says only afterwards whom it does not know.
                _ when service.Scheme == Uri.UriSchemeHttps =>
                    " Give --cert if it asks for the certificates of clients.",
                _ => "",
            };
            error.WriteLine($"primacy: no answer from {service}: {e.GetBaseException().Message}{hint}");
        }
        catch (JsonException)
        {
            error.WriteLine($"primacy: {service} answers something else than Primacy's API");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            error.WriteLine($"primacy: {service} does not answer within {Patience.TotalSeconds:F0} s");
        }
        return null;
    }

    /// <summary>A refusal of Primacy says why; anything else is likely to be another server.</summary>
    static async Task ComplainAsync(
        HttpResponseMessage response,
        Uri service,
        string path,
        TextWriter error,
        CancellationToken cancellation
    )
    {
        var errors = Errors(await response.Content.ReadAsStringAsync(cancellation));
        foreach (var message in errors)
            error.WriteLine($"primacy: {message}");
        if (errors.Count == 0)
            error.WriteLine($"primacy: {service} answers {(int)response.StatusCode} to {path}: is that Primacy?");
    }

    static IReadOnlyList<string> Errors(string body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, ApiJson.Compact.ErrorReport)?.Errors ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
