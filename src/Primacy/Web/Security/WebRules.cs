namespace Primacy.Web.Security;

/// <summary>
/// What the web configuration file says at this moment. It is read at every request and every handshake, as Prometheus
/// and its exporters do: a certificate or a user that changes is taken at once. It is compared by its content, since a
/// file that Kubernetes swaps keeps its time. A wrong file changes nothing.
/// </summary>
internal sealed partial class WebRules(WebSource source, ILogger<WebRules> logger)
{
    readonly Lock _gate = new();
    byte[] _content = source.Content;
    WebOptions _options = source.Options;
    string _unreadable = "";

    public WebOptions Now()
    {
        lock (_gate)
        {
            if (Content() is { } content && !content.AsSpan().SequenceEqual(_content))
                Take(content);
            return _options;
        }
    }

    void Take(byte[] content)
    {
        // Also where it is wrong, which is said once.
        _content = content;
        var (options, errors) = source.Read(content);
        if (options is null)
        {
            foreach (var error in errors)
                LogWrong(error);
            LogRefused(source.Path);
            return;
        }
        if (options.Tls is null != _options.Tls is null || options.HasHttp2 != _options.HasHttp2)
            LogNeedsRestart(source.Path);
        // A listener that began with TLS never goes on without it, and the other way round.
        _options = options with
        {
            Tls = _options.Tls is null ? null : options.Tls ?? _options.Tls,
        };
        LogTaken(source.Path);
    }

    byte[]? Content()
    {
        try
        {
            var content = File.ReadAllBytes(source.Path);
            _unreadable = "";
            return content;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            if (_unreadable != fault.Message)
                LogUnreadable(source.Path, fault.Message);
            _unreadable = fault.Message;
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{File} has changed and is in use")]
    partial void LogTaken(string file);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{File}: whether TLS and HTTP/2 are spoken at all is taken at the next start only"
    )]
    partial void LogNeedsRestart(string file);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Error}")]
    partial void LogWrong(string error);

    [LoggerMessage(Level = LogLevel.Error, Message = "{File} is wrong, so what it said before stays in use")]
    partial void LogRefused(string file);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{File} cannot be read, so what it said before stays in use: {Reason}"
    )]
    partial void LogUnreadable(string file, string reason);
}
