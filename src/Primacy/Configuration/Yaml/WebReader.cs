using System.Net;
using Primacy.Web.Access;

namespace Primacy.Configuration.Yaml;

/// <summary>Reads <c>web:</c>, who may do what over HTTP.</summary>
/// <param name="directory">The file's directory, from which relative paths are seen.</param>
/// <param name="problems">Takes what is wrong.</param>
internal sealed class WebReader(string directory, Problems problems)
{
    public WebSection? Read(YamlItem? item)
    {
        if (item is null || MappingReader.Open(item, "'web'", problems) is not { } reader)
            return null;
        var tokens = ReadTokens(reader.TakeList("tokens"));
        var options = new AccessOptions
        {
            IsReadingGuarded = ReadChoice(reader.TakeText("read"), "read", ("open", false), ("login", true)) ?? false,
            Proxy = ReadProxy(reader.Take("proxy")),
            Actors = [.. Texts(reader.TakeList("actors"), "a name under 'actors'").Select(name => name.Value)],
        };
        if (options is { IsReadingGuarded: true, Proxy: null } && tokens.Count == 0)
            problems.Warn(reader.At, "'read: login' without 'tokens' or 'proxy' leaves those whom the listener knows");
        reader.Close();
        return new WebSection(options, tokens);
    }

    List<TokenSource> ReadTokens(YamlItem.Sequence? list)
    {
        var tokens = new List<TokenSource>();
        foreach (var item in list?.Items ?? [])
        {
            if (MappingReader.Open(item, "a token", problems) is not { } reader)
                continue;
            var (name, file, variable) = (
                reader.TakeText("name"),
                reader.TakeText("file"),
                reader.TakeText("variable")
            );
            var may = ReadChoice(reader.TakeText("may"), "may", ("read", false), ("act", true)) ?? true;
            reader.Close();
            if (name is null)
                problems.Add(reader.At, "this token needs 'name': whose it is, for the audit log");
            else if (tokens.Exists(one => one.Name == name.Value))
                problems.Add(name.At, $"there are two tokens of '{name.Value}'");
            else if (file is null == variable is null)
                problems.Add(
                    reader.At,
                    $"the token of '{name.Value}' stands in a 'file' or in an environment 'variable': name one of them"
                );
            else
                tokens.Add(new TokenSource(name.Value, Anchored(file), variable?.Value, may, reader.At));
        }
        return tokens;
    }

    ProxyOptions? ReadProxy(YamlItem? item)
    {
        if (item is null || MappingReader.Open(item, "'proxy'", problems) is not { } reader)
            return null;
        var from = new List<IPNetwork>();
        foreach (var text in Texts(reader.TakeList("from"), "an address of the proxy"))
        {
            if (Network(text.Value) is { } network)
                from.Add(network);
            else
                problems.Add(text.At, $"'{text.Value}' is no address and no network such as 10.0.0.0/8");
        }
        if (!reader.Has("from"))
            problems.Add(
                reader.At,
                "'proxy' needs 'from' with its addresses: whoever is not there could claim to be anybody"
            );
        var header = reader.TakeText("userHeader");
        reader.Close();
        return new ProxyOptions { From = [.. from], UserHeader = header?.Value ?? ProxyOptions.UserHeaderDefault };
    }

    static IPNetwork? Network(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;

    bool? ReadChoice(Setting? setting, string key, (string Word, bool Value) one, (string Word, bool Value) other)
    {
        if (setting is null)
            return null;
        if (setting.Value == one.Word || setting.Value == other.Word)
            return setting.Value == one.Word ? one.Value : other.Value;
        problems.Add(setting.At, $"'{key}' is {one.Word} or {other.Word}, not '{setting.Value}'");
        return null;
    }

    IEnumerable<Setting> Texts(YamlItem.Sequence? list, string name)
    {
        foreach (var item in list?.Items ?? [])
        {
            if (item is YamlItem.Text { Value.Length: > 0 } text)
                yield return new Setting(text.Value, text.At);
            else
                problems.Add(item.At, $"{name} is a single value, not {item.Kind}");
        }
    }

    string? Anchored(Setting? path) => path is null ? null : Path.GetFullPath(path.Value, directory);
}
