namespace Primacy.Configuration.Libpq;

/// <summary>What is said of a connection, the nearest first, and the environment behind it all.</summary>
internal sealed class ConnectionLayers(IReadOnlyList<ConnectionLayer> layers, Surroundings around)
{
    public Surroundings Around { get; } = around;

    /// <summary>The nearest that says something; an empty value says nothing, as in libpq.</summary>
    public Setting? Given(string keyword) =>
        layers.Select(layer => layer[keyword]).FirstOrDefault(setting => setting is { Value.Length: > 0 });

    public Setting? Find(string keyword) => Given(keyword) ?? FromEnvironment(keyword);

    /// <summary>
    /// The nearest layer that gives a password in either way decides, so that a cluster's password file goes before a
    /// default password.
    /// </summary>
    public (Setting? Password, Setting? File) Password()
    {
        foreach (var layer in layers)
        {
            var (password, file) = (layer["password"], layer[ConnectionLayer.PasswordFile]);
            if (password is { Value.Length: > 0 } || file is { })
                return (password, file);
        }
        return (FromEnvironment("password"), null);
    }

    Setting? FromEnvironment(string keyword) =>
        Keywords.Find(keyword)?.Variable is { } variable && Around.Set(variable) is { } value
            ? new Setting(value, new Location(variable))
            : null;
}
