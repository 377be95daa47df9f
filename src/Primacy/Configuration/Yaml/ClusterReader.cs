using Primacy.Configuration.Libpq;
using Primacy.Repair;
using Primacy.Watching;

namespace Primacy.Configuration.Yaml;

/// <summary>Reads one cluster of the file.</summary>
/// <param name="defaults">What the file says for every cluster.</param>
/// <param name="timingDefaults">The times that the file sets for every cluster.</param>
/// <param name="repairDefault">What may be done about every cluster's splits, if the file says so.</param>
/// <param name="directory">The file's directory, from which relative paths are seen.</param>
/// <param name="around">The surroundings.</param>
/// <param name="problems">Takes what is wrong.</param>
internal sealed class ClusterReader(
    ConnectionLayer defaults,
    Timings timingDefaults,
    RepairMode? repairDefault,
    string directory,
    Surroundings around,
    Problems problems
)
{
    /// <summary>The cluster and where it is named; null when it cannot be made.</summary>
    public (ClusterOptions Cluster, Location At)? Read(YamlItem item)
    {
        if (MappingReader.Open(item, "a cluster", problems) is not { } reader)
            return null;
        var name = ReadName(reader);
        var connection = ReadConnection(reader);
        var parts = ConnectionPartsReader.Read(reader);
        if (reader.TakeText("host") is { } host)
            parts.Put("host", host);
        ConnectionPartsReader.Compare(parts, connection, problems);
        ConnectionPartsReader.Anchor(parts, directory);
        ConnectionPartsReader.Anchor(connection, directory);
        ConnectionLayer[] said = [parts, connection, defaults];
        var layers = new ConnectionLayers(said, around);
        var servers = ReadServers(reader, layers);
        var timings = Timings.Read(reader, problems).Or(timingDefaults);
        var managers = new ManagersReader(directory, around, problems).Read(reader.Take("managers"), said);
        var labels = ClusterLabelsReader.Read(reader.Take("labels"), problems);
        var repair = RepairReader.Mode(reader, problems) ?? repairDefault ?? RepairMode.Observe;
        reader.Close();
        var members = MemberList.Make(servers, ConnectionReader.Read(layers, problems), problems);
        return name is null
            ? null
            : (
                new ClusterOptions
                {
                    Name = name.Value,
                    Instances = members,
                    Labels = labels,
                    Interval =
                        timings.Interval ?? TimeSpan.FromMilliseconds(ClusterOptions.IntervalMillisecondsDefault),
                    Timeout = timings.Timeout ?? TimeSpan.FromMilliseconds(ClusterOptions.TimeoutMillisecondsDefault),
                    Policy = timings.ToPolicy(),
                    Managers = managers,
                    Repair = repair,
                },
                name.At
            );
    }

    Setting? ReadName(MappingReader reader)
    {
        if (reader.TakeText("name") is { } name)
        {
            if (ClusterNames.Objection(name.Value) is not { } objection)
                return name;
            problems.Add(name.At, objection);
        }
        else if (!reader.Has("name"))
        {
            problems.Add(reader.At, "this cluster needs 'name'");
        }
        return null;
    }

    ConnectionLayer ReadConnection(MappingReader reader) =>
        reader.TakeText("connection") is { } text ? ConnectionLayer.FromString(text, problems) : new ConnectionLayer();

    /// <summary>
    /// The members stand in one place: in the list, or as host in the parts or in the connection string.
    /// </summary>
    IReadOnlyList<ServerAddress> ReadServers(MappingReader reader, ConnectionLayers layers)
    {
        var host = layers.Given("host") ?? layers.Given("hostaddr");
        var list = reader.TakeList("instances");
        if (list is { } && host is { })
            problems.Add(list.At, "the members are given twice: as 'instances' and as host; give them once");
        if (reader.Has("instances"))
            return list is null ? [] : ServersReader.Read(list, ServerList.Port(layers, problems), problems);
        // A connection string without a host means libpq's default, as it does everywhere else.
        if (host is { } || reader.Has("connection"))
            return ServerList.Read(layers, problems);
        problems.Add(reader.At, "this cluster has no members: give 'connection', 'instances' or 'host'");
        return [];
    }
}
