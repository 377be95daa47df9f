using Primacy.Configuration.Libpq;
using Primacy.Notifications;
using Primacy.Repair;
using Primacy.Watching;

namespace Primacy.Configuration.Yaml;

/// <summary>Reads a configuration file. Everything that is wrong with it is told at once.</summary>
/// <param name="path">The file, as messages shall name it.</param>
/// <param name="around">The surroundings.</param>
/// <param name="problems">Takes what is wrong.</param>
internal sealed class WatchFileReader(string path, Surroundings around, Problems problems)
{
    readonly string _directory = Path.GetDirectoryName(Path.GetFullPath(path, around.CurrentDirectory))!;

    public WatchFile? Read(TextReader text)
    {
        var start = new Location(path, 1, 1);
        var before = problems.Any;
        if (YamlReader.Read(path, text, problems) is not { } root)
        {
            if (problems.Any == before)
                problems.Add(start, "the file is empty: it needs at least 'clusters' with one cluster");
            return null;
        }
        if (MappingReader.Open(root, "the file", problems) is not { } reader)
            return null;
        var (defaults, timings, repair) = ReadDefaults(reader);
        var file = new WatchFile
        {
            Listen = ReadListen(reader),
            Web = reader.TakeText("webConfigFile") is { } web ? WebFiles.Read(web, _directory, problems) : null,
            State = reader.TakeText("state") is { } state ? Path.GetFullPath(state.Value, _directory) : null,
            Webhooks = ReadWebhooks(reader),
            Notifications = new NotificationsReader(_directory, problems).Read(reader),
            Exporter = new ExporterReader(_directory, problems).Read(reader.Take("exporter")),
            IsRepairOff = RepairReader.IsOff(reader, problems),
            Leadership = new LeadershipReader(problems).Read(reader.Take("leadership")),
            Clusters = ReadClusters(reader, new ClusterReader(defaults, timings, repair, _directory, around, problems)),
        };
        var found = new KubernetesReader(defaults, timings, repair, _directory, around, problems).Read(
            reader.Take("kubernetes")
        );
        file = file with
        {
            Kubernetes = found?.Kubernetes,
            Discovered = found?.Defaults,
            Access = new WebReader(_directory, problems).Read(reader.Take("web")),
            Maintenance = new MaintenanceReader(problems).Read(
                reader.TakeList("maintenance"),
                [.. file.Clusters.Select(cluster => cluster.Name)],
                areFound: found is not null
            ),
        };
        reader.Close();
        return file;
    }

    (ConnectionLayer, Timings, RepairMode?) ReadDefaults(MappingReader reader)
    {
        if (
            reader.Take("defaults") is not { } item
            || MappingReader.Open(item, "'defaults'", problems) is not { } defaults
        )
            return (new ConnectionLayer(), new Timings(), null);
        var layer = ConnectionPartsReader.Read(defaults);
        ConnectionPartsReader.Anchor(layer, _directory);
        var timings = Timings.Read(defaults, problems);
        var repair = RepairReader.Mode(defaults, problems);
        defaults.Close();
        return (layer, timings, repair);
    }

    Listening? ReadListen(MappingReader reader) =>
        reader.TakeText("listen") is { } listen ? Listening.Read("listen", listen, problems) : null;

    List<WebhookOptions> ReadWebhooks(MappingReader reader)
    {
        var webhooks = new List<WebhookOptions>();
        foreach (var item in reader.TakeList("notify")?.Items ?? [])
        {
            if (MappingReader.Open(item, "an entry of 'notify'", problems) is not { } entry)
                continue;
            if (entry.TakeText("webhook") is { } url)
                Webhooks.Add(webhooks, url, problems);
            else if (!entry.Has("webhook"))
                problems.Add(entry.At, "this entry needs 'webhook' with the URL to post to");
            entry.Close();
        }
        return webhooks;
    }

    List<ClusterOptions> ReadClusters(MappingReader reader, ClusterReader clusterReader)
    {
        var list = reader.TakeList("clusters");
        if (!reader.Has("clusters") && !reader.Has("kubernetes"))
            problems.Add(
                reader.At,
                "'clusters' and 'kubernetes' are missing: there is nothing to watch; give one of them"
            );
        var clusters = new ClusterList(problems);
        foreach (var item in list?.Items ?? [])
        {
            if (clusterReader.Read(item) is var (cluster, at))
                clusters.Add(cluster, at);
        }
        return [.. clusters.All];
    }
}
