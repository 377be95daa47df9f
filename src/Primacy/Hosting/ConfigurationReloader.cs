using Primacy.Configuration;

namespace Primacy.Hosting;

/// <summary>Loads the configuration again while the service runs. A wrong one changes nothing.</summary>
internal sealed partial class ConfigurationReloader(
    ConfigurationSource source,
    WatchHost host,
    WatchOptions started,
    ILogger<ConfigurationReloader> logger
)
{
    readonly Lock _gate = new();

    /// <summary>What is wrong with the new configuration; empty when it is in use now.</summary>
    public IReadOnlyList<string> Reload()
    {
        lock (_gate)
        {
            var loaded = source.Load();
            foreach (var warning in loaded.Warnings)
                LogWarned(warning.ToString());
            return loaded switch
            {
                LoadedConfiguration.Valid valid => Use(valid.Options),
                LoadedConfiguration.Invalid invalid => Refuse(invalid.Errors),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }
    }

    IReadOnlyList<string> Use(WatchOptions options)
    {
        if (
            !Equals(options.Listen, started.Listen)
            || options.Web != started.Web
            || options.StateDirectory != started.StateDirectory
            || options.Leadership != started.Leadership
        )
            LogNeedsRestart();
        host.Use(options);
        LogReloaded(options.Clusters.Count, options.Webhooks.Count + options.Notifications.Receivers.Count);
        return [];
    }

    string[] Refuse(IReadOnlyList<ConfigurationError> errors)
    {
        string[] words = [.. errors.Select(error => error.ToString())];
        foreach (var word in words)
            LogWrong(word);
        LogRefused(words.Length);
        host.Refuse(errors);
        return words;
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Configuration loaded again; clusters: {Clusters}, receivers: {Receivers}"
    )]
    partial void LogReloaded(int clusters, int receivers);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "A new address to listen on, web configuration file, state directory or leadership is taken at the next "
            + "start only"
    )]
    partial void LogNeedsRestart();

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Warning}")]
    partial void LogWarned(string warning);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Error}")]
    partial void LogWrong(string error);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The new configuration has {Count} errors, so the old one stays in use"
    )]
    partial void LogRefused(int count);
}
