using System.Net;
using System.Text.Json;
using Primacy.Kubernetes.Objects;

namespace Primacy.Kubernetes.Streaming;

/// <summary>
/// Follows one collection of objects: a list, and from there on what changes, for as long as it takes. See
/// https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes.
/// </summary>
/// <remarks>The official client compiled ahead of time has no watch, so that this one reads the lines itself.</remarks>
internal sealed partial class ResourceWatch(
    KubernetesConnection connection,
    Collection collection,
    WireReader reader,
    IObjectSink sink,
    TimeProvider time,
    ILogger<ResourceWatch> logger
)
{
    const int PageLength = 500;

    /// <summary>The server ends a watch after this long and half as long again: connections are spread anew.</summary>
    static readonly TimeSpan WatchLeast = TimeSpan.FromMinutes(5);

    readonly Backoff _lost = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(5));

    /// <summary>Of lists that were too old at once: one list is made without waiting, many are not.</summary>
    readonly Backoff _gone = new(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(5));

    /// <summary>
    /// What is not allowed, or not installed, may be so soon: a server that starts refuses what it has not read yet.
    /// </summary>
    readonly Backoff _refused = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));

    string? _version;
    bool _isSilent;
    bool _isRefused;

    /// <summary>Follows until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var pause = await FollowAsync(cancellation);
            sink.Confirm(isHeard: false);
            await Task.Delay(pause, time, cancellation);
        }
    }

    /// <summary>Lists if it must, and watches until that ends; how long to wait before the next attempt.</summary>
    async Task<TimeSpan> FollowAsync(CancellationToken cancellation)
    {
        try
        {
            _version ??= await ListAsync(cancellation);
            await WatchAsync(cancellation);
            return _lost.Next();
        }
        catch (WatchGoneException)
        {
            // What happened since the last word is lost, and only a list tells what has come of it.
            _version = null;
            return _gone.Next();
        }
        catch (HttpRequestException refused) when (IsRefusal(refused.StatusCode))
        {
            if (!_isRefused)
                LogRefused(collection.ToString(), Words(refused.StatusCode));
            _isRefused = true;
            sink.Refuse();
            _version = null;
            return _refused.Next();
        }
        catch (Exception e) when (IsOutside(e, cancellation))
        {
            if (!_isSilent)
                LogLost(collection.ToString(), e.Message);
            _isSilent = true;
            return _lost.Next();
        }
    }

    async Task<string> ListAsync(CancellationToken cancellation)
    {
        var objects = new List<KubernetesObject>();
        for (string? next = null; ; )
        {
            var query = $"limit={PageLength}{(next is null ? "" : $"&continue={Uri.EscapeDataString(next)}")}";
            using var answer = await connection.GetAsync(collection.Path(query), cancellation);
            ThrowIfRefused(answer);
            await using var body = await answer.Content.ReadAsStreamAsync(cancellation);
            var page = await JsonSerializer.DeserializeAsync(body, WireJson.Default.WireList, cancellation);
            objects.AddRange((page?.Items ?? []).Select(Read).OfType<KubernetesObject>());
            next = page?.Metadata?.Continue;
            if (!string.IsNullOrEmpty(next))
                continue;
            Heard();
            sink.Replace(objects);
            return page?.Metadata?.ResourceVersion ?? throw new JsonException("a list without a version");
        }
    }

    async Task WatchAsync(CancellationToken cancellation)
    {
        var seconds = (int)(WatchLeast * (1 + Random.Shared.NextDouble() / 2)).TotalSeconds;
        var query = $"watch=true&allowWatchBookmarks=true&resourceVersion={_version}&timeoutSeconds={seconds}";
        using var answer = await connection.GetAsync(collection.Path(query), cancellation);
        ThrowIfRefused(answer);
        Heard();
        sink.Confirm(isHeard: true);
        await using var body = await answer.Content.ReadAsStreamAsync(cancellation);
        using var lines = new StreamReader(body);
        while (await lines.ReadLineAsync(cancellation) is { } line)
        {
            Take(JsonSerializer.Deserialize(line, WireJson.Default.WireEvent));
            _gone.Reset();
            _lost.Reset();
        }
    }

    void Take(WireEvent? happened)
    {
        if (happened is not { Object.ValueKind: JsonValueKind.Object })
            throw new JsonException("a line of a watch without an object");
        if (happened.Type == "ERROR")
            throw Ended(happened.Object.Deserialize(WireJson.Default.WireError));
        var wire = happened.Object.Deserialize(WireJson.Default.WireObject)!;
        if (happened.Type is "DELETED" && wire.Metadata is { Namespace: { } space, Name: { } name })
            sink.Remove(space, name);
        else if (happened.Type is "ADDED" or "MODIFIED" && Read(wire) is { } thing)
            sink.Put(thing);
        _version = wire.Metadata?.ResourceVersion ?? _version;
    }

    static Exception Ended(WireError? error) =>
        error?.Code == (int)HttpStatusCode.Gone
            ? new WatchGoneException()
            : new HttpRequestException(error?.Message ?? "the watch was ended", null, (HttpStatusCode?)error?.Code);

    KubernetesObject? Read(WireObject wire) => reader.Read(collection.Kind, wire);

    void Heard()
    {
        if (_isSilent || _isRefused)
        {
            var name = collection.ToString();
            LogBack(name);
        }
        (_isSilent, _isRefused) = (false, false);
        _refused.Reset();
    }

    static void ThrowIfRefused(HttpResponseMessage answer)
    {
        if (answer.StatusCode is HttpStatusCode.Gone)
            throw new WatchGoneException();
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>A wrong token is no refusal: it may have been rotated a moment ago.</summary>
    static bool IsRefusal(HttpStatusCode? status) => status is HttpStatusCode.Forbidden or HttpStatusCode.NotFound;

    static string Words(HttpStatusCode? status) =>
        status is HttpStatusCode.Forbidden
            ? "our role may not list and watch them"
            : "this API server does not know the kind";

    static bool IsOutside(Exception e, CancellationToken cancellation) =>
        OutsideFaults.Include(e) || (e is OperationCanceledException && !cancellation.IsCancellationRequested);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Kubernetes: {Collection} are not followed: {Why}")]
    partial void LogRefused(string collection, string why);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Kubernetes: {Collection} cannot be followed for now ({Why}); what was seen last stands"
    )]
    partial void LogLost(string collection, string why);

    [LoggerMessage(Level = LogLevel.Information, Message = "Kubernetes: {Collection} are followed again")]
    partial void LogBack(string collection);
}
