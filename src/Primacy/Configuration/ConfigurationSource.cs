using Primacy.Configuration.PostgresExporter;
using Primacy.Configuration.Yaml;
using Primacy.Hosting;
using Primacy.Notifications;
using Primacy.Watching;

namespace Primacy.Configuration;

/// <summary>
/// Where a service's configuration comes from: what the command line says and, if it names one, a file. It can be
/// loaded again and again; whoever reloads keeps the old configuration when the new one is invalid.
/// </summary>
internal sealed class ConfigurationSource(CommandLineSettings commandLine, Surroundings around)
{
    /// <summary>The file that is read, for messages; null when all is said on the command line.</summary>
    public string? File => commandLine.ConfigFile;

    public LoadedConfiguration Load()
    {
        var problems = new Problems();
        var file = File is null ? null : ReadFile(File, problems);
        var inherited = File is null
            ? Inheritance.Read(around, hasConnections: commandLine.Connections.Count > 0, problems)
            : Inheritance.None;
        var clusters = new CommandLineReader(commandLine, around, problems).ReadClusters(
            file?.Clusters ?? [],
            inherited.Clusters
        );
        var webhooks = file?.Webhooks.ToList() ?? [];
        foreach (var url in commandLine.Webhooks)
            Webhooks.Add(webhooks, new Setting(url, new Location("--webhook")), problems);
        var listen = ReadListen(inherited, problems) ?? file?.Listen;
        var web = commandLine.WebConfigFile is { } webFile
            ? WebFiles.Read(new Setting(webFile, new Location("--web-config-file")), around.CurrentDirectory, problems)
            : file?.Web;
        var access = TokenReader.Complete(file?.Access, around, problems);
        if (problems.Any)
            return new LoadedConfiguration.Invalid(problems.Errors, problems.Warnings) { Notes = problems.Notes };
        var options = new WatchOptions
        {
            Clusters = clusters,
            Webhooks = webhooks,
            Access = access,
            Maintenance = file is null ? [] : file.Maintenance,
            Exporter = file?.Exporter ?? inherited.Exporter,
            Kubernetes = file?.Kubernetes,
            Leadership = file?.Leadership,
            Discovered = file?.Discovered,
            IsRepairOff = file is { IsRepairOff: true },
            Notifications = file?.Notifications ?? NotificationOptions.None,
            Listen = listen is null ? WatchOptions.ListenDefault : listen.EndPoint,
            Web = web,
            StateDirectory = commandLine.State is { } state
                ? Path.GetFullPath(state, around.CurrentDirectory)
                : file?.State ?? DefaultStateDirectory.Of(around),
        };
        return new LoadedConfiguration.Valid(options, problems.Warnings) { Notes = problems.Notes };
    }

    Listening? ReadListen(Inheritance inherited, Problems problems)
    {
        if (commandLine.Listen is { } text)
            return Listening.Read("--listen", new Setting(text, new Location("--listen")), problems);
        return inherited.Listen is { } other
            ? Listening.Read(other.At.Source, other with { At = new Location(other.At.Source) }, problems)
            : null;
    }

    WatchFile? ReadFile(string path, Problems problems)
    {
        try
        {
            using var text = new StreamReader(Path.GetFullPath(path, around.CurrentDirectory));
            var file = new WatchFileReader(path, around, problems).Read(text);
            FileRights.WarnIfReadable(path, file, around, problems);
            return file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(new Location(path), $"the file cannot be read: {FileRights.Reason(e)}");
            return null;
        }
    }
}
