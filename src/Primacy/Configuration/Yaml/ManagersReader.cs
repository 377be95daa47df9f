using Primacy.Claims;
using Primacy.Configuration.Libpq;
using Primacy.Probing;

namespace Primacy.Configuration.Yaml;

/// <summary>Reads <c>managers:</c> of a cluster.</summary>
/// <param name="directory">The file's directory, from which relative paths are seen.</param>
/// <param name="around">The surroundings.</param>
/// <param name="problems">Takes what is wrong.</param>
internal sealed class ManagersReader(string directory, Surroundings around, Problems problems)
{
    /// <summary>Where pgpool listens unless told otherwise, PostgreSQL's port being taken.</summary>
    const string PgpoolPortDefault = "9999";

    /// <summary>Where the members are, which is not where a pgpool is.</summary>
    static readonly string[] Places = ["host", "hostaddr", "port"];

    /// <param name="item">What stands under the key; null for nothing.</param>
    /// <param name="layers">What is said of connections to the members, the nearest first.</param>
    public ManagerOptions Read(YamlItem? item, IReadOnlyList<ConnectionLayer> layers)
    {
        if (item is null || MappingReader.Open(item, "'managers'", problems) is not { } reader)
            return ManagerOptions.None;
        var managers = new ManagerOptions
        {
            Patroni = ReadPatroni(reader.Take("patroni")),
            Repmgr = ReadRepmgr(reader.Take("repmgr")),
            Pgpools = ReadPgpools(reader.TakeList("pgpool"), layers),
        };
        reader.Close();
        return managers;
    }

    PatroniOptions? ReadPatroni(YamlItem? item)
    {
        if (item is null)
            return null;
        if (item is YamlItem.Sequence list)
            return new PatroniOptions { Urls = ReadUrls(list) };
        if (MappingReader.Open(item, "'patroni'", problems) is not { } reader)
            return null;
        var urls = reader.TakeList("urls");
        if (!reader.Has("urls"))
            problems.Add(reader.At, "'patroni' needs 'urls', a list such as [http://db1:8008, http://db2:8008]");
        var (username, passwordFile) = (reader.TakeText("username"), reader.TakeText("passwordFile"));
        if (username is null != passwordFile is null)
            problems.Add((username ?? passwordFile)!.At, "'username' and 'passwordFile' go together");
        var (certificate, key) = (reader.TakeText("cert"), reader.TakeText("key"));
        if (key is { } && certificate is null)
            problems.Add(key.At, "'key' needs 'cert'");
        var options = new PatroniOptions
        {
            Urls = urls is null ? [] : ReadUrls(urls),
            AuthorityFile = Anchored(reader.TakeText("ca")),
            CertificateFile = Anchored(certificate),
            KeyFile = Anchored(key),
            Username = username?.Value,
            PasswordFile = Anchored(passwordFile),
        };
        reader.Close();
        return options;
    }

    EquatableArray<Uri> ReadUrls(YamlItem.Sequence list)
    {
        if (list.Items.Count == 0)
            problems.Add(list.At, "'patroni' is an empty list");
        var urls = new List<Uri>();
        foreach (var setting in Texts(list, "an address of Patroni"))
            PatroniUrls.Add(urls, setting, problems);
        return [.. urls];
    }

    /// <summary><c>repmgr: true</c> or <c>repmgr: {database: …}</c>.</summary>
    RepmgrOptions? ReadRepmgr(YamlItem? item)
    {
        switch (item)
        {
            case null or YamlItem.Text { Value: "false" }:
                return null;
            case YamlItem.Text { Value: "true" }:
                return new RepmgrOptions(RepmgrOptions.DatabaseDefault);
            case YamlItem.Mapping:
                var reader = MappingReader.Open(item, "'repmgr'", problems)!;
                var database = reader.TakeText("database");
                reader.Close();
                return new RepmgrOptions(database?.Value ?? RepmgrOptions.DatabaseDefault);
            default:
                problems.Add(item.At, "'repmgr' is true, or a mapping with the 'database' of its metadata");
                return null;
        }
    }

    EquatableArray<ConnectionSettings> ReadPgpools(YamlItem.Sequence? list, IReadOnlyList<ConnectionLayer> layers)
    {
        if (list is null)
            return [];
        var port = new ConnectionLayer();
        port.Put("port", new Setting(PgpoolPortDefault, list.At));
        ConnectionLayer[] around = [.. layers.Select(layer => layer.Without(Places)), port];
        return [.. Texts(list, "a pgpool").SelectMany(text => ReadPgpool(text, around))];
    }

    IEnumerable<ConnectionSettings> ReadPgpool(Setting text, ConnectionLayer[] layersAround)
    {
        var own = ConnectionLayer.FromString(text, problems);
        ConnectionPartsReader.Anchor(own, directory);
        var layers = new ConnectionLayers([own, .. layersAround], around);
        if (layers.Given("host") is null && layers.Given("hostaddr") is null)
        {
            problems.Add(text.At, "this pgpool has no host: give a connection string such as 'host=pool1 port=9999'");
            return [];
        }
        var settings = ConnectionReader.Read(layers, problems);
        return ServerList
            .Read(layers, problems)
            .Select(server => settings with { Host = server.Address ?? server.Host, Port = server.Port });
    }

    List<Setting> Texts(YamlItem.Sequence list, string name)
    {
        var texts = new List<Setting>();
        foreach (var item in list.Items)
        {
            if (item is YamlItem.Text { Value.Length: > 0 } text)
                texts.Add(new Setting(text.Value, text.At));
            else
                problems.Add(item.At, $"{name} is a single value, not {item.Kind}");
        }
        return texts;
    }

    string? Anchored(Setting? path) => path is null ? null : Path.GetFullPath(path.Value, directory);
}
