using Primacy.Configuration.Libpq;

namespace Primacy.Configuration.Yaml;

/// <summary>Reads <c>instances:</c>, a list of <c>host</c>, <c>host:port</c> or <c>{name, host, port}</c>.</summary>
internal static class ServersReader
{
    public static IReadOnlyList<ServerAddress> Read(YamlItem.Sequence list, int portDefault, Problems problems) =>
        [.. list.Items.Select(item => Read(item, portDefault, problems)).OfType<ServerAddress>()];

    static ServerAddress? Read(YamlItem item, int portDefault, Problems problems)
    {
        if (item is YamlItem.Text { Value.Length: > 0 } text)
            return FromText(text, portDefault, problems);
        if (item is YamlItem.Mapping)
            return FromMapping(MappingReader.Open(item, "an instance", problems)!, portDefault, problems);
        problems.Add(item.At, $"an instance is host, host:port or {{name, host, port}}, not {item.Kind}");
        return null;
    }

    static ServerAddress? FromMapping(MappingReader reader, int portDefault, Problems problems)
    {
        var name = reader.TakeText("name");
        var host = reader.TakeText("host");
        var port = reader.TakeText("port");
        reader.Close();
        if (!reader.Has("host"))
            problems.Add(reader.At, "this instance needs 'host'");
        else if (host is { } && !IsHost(host.Value))
            problems.Add(host.At, NoHost(host.Value));
        if (name is { } && name.Value.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
            problems.Add(name.At, "an instance's name has no spaces");
        var number = port is null ? portDefault : ServerList.Port(port.Value, port.At, problems) ?? portDefault;
        return host is null ? null : new ServerAddress(name?.Value, host.Value, null, number, (name ?? host).At);
    }

    static ServerAddress? FromText(YamlItem.Text text, int portDefault, Problems problems)
    {
        var (host, port) = Split(text.Value);
        var number = port is null
            ? portDefault
            : ServerList.Port(port, text.At.Plus(text.Value.Length - port.Length), problems);
        if (!IsHost(host))
            problems.Add(text.At, NoHost(text.Value));
        return number is { } known ? new ServerAddress(null, host, null, known, text.At) : null;
    }

    /// <summary>
    /// "db1:5433", "[::1]:5433", "/var/run/postgresql:5433"; an address with several colons has no port.
    /// </summary>
    static (string Host, string? Port) Split(string text)
    {
        if (text.StartsWith('[') && text.IndexOf(']', StringComparison.Ordinal) is var close and > 0)
        {
            var rest = text[(close + 1)..];
            return rest.StartsWith(':')
                ? (text[1..close], rest[1..])
                : (rest.Length == 0 ? text[1..close] : text, null);
        }
        var colon = text.LastIndexOf(':');
        return colon < 0 || (text.IndexOf(':', StringComparison.Ordinal) != colon && !text.StartsWith('/'))
            ? (text, null)
            : (text[..colon], text[(colon + 1)..]);
    }

    static bool IsHost(string text) =>
        text.Length > 0
        && (
            text.StartsWith('/')
            || !text.Any(c => char.IsWhiteSpace(c) || ",[]/@=".Contains(c, StringComparison.Ordinal))
        );

    static string NoHost(string text) => $"'{text}' is no host: give one host name, address or socket directory";
}
