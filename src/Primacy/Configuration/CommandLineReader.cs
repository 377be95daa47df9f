using System.Globalization;
using Primacy.Claims;
using Primacy.Configuration.Libpq;
using Primacy.Configuration.Yaml;
using Primacy.Watching;

namespace Primacy.Configuration;

/// <summary>Reads the clusters that the command line gives, and what it says for those of the file.</summary>
internal sealed class CommandLineReader(CommandLineSettings settings, Surroundings around, Problems problems)
{
    /// <summary>
    /// The clusters of the file and of the command line, or else those of the environment, with the command line's
    /// times.
    /// </summary>
    public IReadOnlyList<ClusterOptions> ReadClusters(
        IReadOnlyList<ClusterOptions> fromFile,
        IReadOnlyList<GivenCluster> inherited
    )
    {
        IReadOnlyList<GivenCluster> given =
            settings.Connections.Count > 0 ? [.. settings.Connections.Select(Given)] : inherited;
        if (given.Count == 0 && settings.ConfigFile is null)
            problems.Add(
                new Location("CONNINFO"),
                "none is given: give a connection string such as 'host=db1,db2,db3 user=primacy', or --config FILE"
            );
        if (settings.Names.Count > given.Count)
            problems.Add(
                new Location("--name"),
                $"{settings.Names.Count} names for {given.Count} connection strings: "
                    + "names go to connection strings in their order"
            );
        if (settings.Patroni.Count > 0 && given.Count != 1)
            problems.Add(
                new Location("--patroni"),
                $"it belongs to one CONNINFO, and {(given.Count == 0 ? "none is" : "several are")} given: "
                    + "name a cluster's Patroni under 'managers' in a file"
            );
        var interval = Timings.ReadInterval("--interval", Option("--interval", settings.Interval), problems);
        var timeout = Timings.ReadTimeout("--timeout", Option("--timeout", settings.Timeout), problems);
        var clusters = new ClusterList(problems);
        clusters.AddChecked(fromFile);
        for (var i = 0; i < given.Count; i++)
            clusters.Add(ReadCluster(given[i], settings.Names.ElementAtOrDefault(i), clusters), given[i].At);
        return
        [
            .. clusters.All.Select(c => c with { Interval = interval ?? c.Interval, Timeout = timeout ?? c.Timeout }),
        ];
    }

    GivenCluster Given(string text, int index)
    {
        var at = Source(index);
        var layer = ConnectionLayer.FromString(new Setting(text, at with { Column = 1, IsExact = true }), problems);
        return new GivenCluster([layer], at, IsInherited: false);
    }

    ClusterOptions ReadCluster(GivenCluster given, string? name, ClusterList others)
    {
        var layers = new ConnectionLayers(given.Layers, around);
        var members = MemberList.Make(
            ServerList.Read(layers, problems),
            ConnectionReader.Read(layers, problems),
            problems
        );
        var derived = members.Count > 0 ? ClusterNames.FromHost(members[0].Instance.Host) : "local";
        if (given.IsInherited && members.Count > 0 && others.All.Any(other => other.Name == derived))
            derived = string.Create(CultureInfo.InvariantCulture, $"{derived}-{members[0].Instance.Port}");
        if (ClusterNames.Objection(name ?? derived) is { } objection)
            problems.Add(new Location("--name"), objection);
        return new ClusterOptions
        {
            Name = name ?? derived,
            Instances = members,
            Managers = ReadManagers(),
        };
    }

    ManagerOptions ReadManagers()
    {
        var urls = new List<Uri>();
        foreach (var url in settings.Patroni)
            PatroniUrls.Add(urls, new Setting(url, new Location("--patroni")), problems);
        return urls.Count == 0 ? ManagerOptions.None : new() { Patroni = new PatroniOptions { Urls = [.. urls] } };
    }

    /// <summary>
    /// Connection strings are numbered where there are several. They are never shown: they may hold a password.
    /// </summary>
    Location Source(int index) =>
        new(
            settings.Connections.Count == 1
                ? "CONNINFO"
                : string.Create(CultureInfo.InvariantCulture, $"CONNINFO {index + 1}")
        );

    static Setting? Option(string name, string? value) => value is null ? null : new Setting(value, new Location(name));
}
