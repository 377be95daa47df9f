using Primacy.Configuration.Libpq;

namespace Primacy.Configuration.Yaml;

/// <summary>Reads the parts of a connection that a cluster or the defaults may give as keys of their own.</summary>
internal static class ConnectionPartsReader
{
    /// <summary>Our keys and the keywords of libpq they stand for.</summary>
    static readonly (string Key, string Keyword)[] Parts =
    [
        ("port", "port"),
        ("user", "user"),
        ("database", "dbname"),
        ("password", "password"),
        ("passwordFile", ConnectionLayer.PasswordFile),
        ("passFile", "passfile"),
        ("sslmode", "sslmode"),
        ("sslrootcert", "sslrootcert"),
        ("sslcert", "sslcert"),
        ("sslkey", "sslkey"),
    ];

    /// <summary>Keywords whose values are paths, which are relative to the file they stand in.</summary>
    static readonly string[] Paths = [ConnectionLayer.PasswordFile, "passfile", "sslrootcert", "sslcert", "sslkey"];

    public static ConnectionLayer Read(MappingReader reader)
    {
        var layer = new ConnectionLayer();
        foreach (var (key, keyword) in Parts)
        {
            if (reader.TakeText(key) is { } setting)
                layer.Put(keyword, setting);
        }
        return layer;
    }

    /// <summary>Makes relative paths absolute, seen from the directory of the file.</summary>
    public static void Anchor(ConnectionLayer layer, string directory)
    {
        foreach (var keyword in Paths)
        {
            // The word "system" stands for the system's trusted roots, not for a file.
            if (layer[keyword] is { Value: { Length: > 0 } and not "system" } setting)
                layer.Put(keyword, setting with { Value = Path.GetFullPath(setting.Value, directory) });
        }
    }

    /// <summary>Where a part and the connection string say the same thing, perhaps differently.</summary>
    public static void Compare(ConnectionLayer parts, ConnectionLayer connection, Problems problems)
    {
        foreach (var (key, keyword) in Parts)
        {
            if (parts[keyword] is { } part && connection[keyword] is { Value.Length: > 0 })
                problems.Add(part.At, $"'{key}' is given in 'connection' too; give it once");
        }
    }
}
